/** What the demo hears of the settings around it: nothing that leads out of its own small world. */
import { join } from 'node:path'
import { settingList } from '../settings/index.ts'
import type { Environment } from '../settings/index.ts'

/** Where it answers, where it lies, and how it speaks. A setting that is added one day is not among them by itself. */
const HEARD = new Set(['HOST', 'PORT', 'DATA_DIR', 'LOG_LEVEL', 'LOG_FORMAT', 'EMBEDDING_THREADS', 'SHUTDOWN_SECONDS'])

export interface DemoEnvironment {
  readonly environment: Environment
  /** Names of settings that were given and are not heard. */
  readonly ignored: readonly string[]
}

/** Invented people must reach no product, cost no model's tokens and use no key of yours; they live in `DATA_DIR/demo`. */
export function demoEnvironment(given: Environment): DemoEnvironment {
  const deaf = new Set(
    Object.entries(settingList).flatMap(([name, setting]) => (HEARD.has(name) ? [] : spellings(name, setting))),
  )
  const environment = Object.fromEntries(Object.entries(given).filter(([name]) => !deaf.has(name)))
  return {
    environment: { ...environment, DATA_DIR: join(given['DATA_DIR']?.trim() || './data', 'demo') },
    ignored: [...deaf].filter((name) => Boolean(given[name]?.trim())),
  }
}

interface Spelled {
  readonly aliases?: readonly string[]
  readonly standIns?: readonly string[]
}

/** Every name under which a setting would be heard. */
const spellings = (name: string, { aliases = [], standIns = [] }: Spelled): readonly string[] => [
  name,
  ...aliases,
  ...standIns,
]

/** One line for the log, or none. */
export const demoNotices = (ignored: readonly string[]): readonly string[] =>
  ignored.length === 0 ? [] : [`The demo does not use ${ignored.join(', ')}: it keeps to itself.`]
