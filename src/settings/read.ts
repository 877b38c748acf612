/** Reads the environment, once. Nothing else in the program may. */
import { Problem } from '../base/index.ts'
import { dotEnvNotices, readDotEnv } from './dot-env.ts'
import { retiredBeginnings, retiredSettings, settingList } from './list.ts'
import type { SettingName } from './list.ts'
import { closestName, nearestName } from './nearest.ts'
import type { Setting } from './setting.ts'
import { isStranger } from './strangers.ts'

/** Names and texts, wherever they come from. */
export type Environment = Readonly<Record<string, string | undefined>>

type ValueOf<Name extends SettingName> = (typeof settingList)[Name] extends Setting<infer Value> ? Value : never

/** What was given or falls back; `undefined` for what is neither. */
export type Values = { readonly [Name in SettingName]: ValueOf<Name> | undefined }

/** What was understood, what was given, and what is to be said about the rest. */
export interface ReadValues {
  readonly values: Values
  /** Names that were given, not fallen back on. */
  readonly given: ReadonlySet<SettingName>
  /** Lines to write at start: settings that have nothing left to do. */
  readonly notices: readonly string[]
}

/** The process's environment, without what is other programs' affair, over what a `.env` file in `folder` says. */
export function readEnvironment(folder: string): Environment {
  const inherited = Object.entries(process.env).filter(
    ([name, text = '']) => isKnown(name) || !isStranger(name, text, knownNames),
  )
  return { ...readDotEnv(folder), ...Object.fromEntries(inherited) }
}

/** What is to be said about lines of the `.env` file in `folder` that say nothing to us. */
export const readFileNotices = (folder: string): readonly string[] => dotEnvNotices(folder, isKnown)

/**
 * The runtime of the built-in model would write an id of this machine into the home folder and report to its maker. It
 * can only be told not to through the environment of the whole process.
 */
export function silenceModelRuntime(): void {
  process.env['ORT_DISABLE_TELEMETRY'] = '1'
}

/**
 * Reads all settings and reports all faults together.
 * @throws Problem `server.setting`, one sentence per fault: the name, what it got (never a secret), what it wants
 */
export function readValues(environment: Environment): ReadValues {
  const faults = misspelt(environment)
  const values: Record<string, unknown> = {}
  const given = new Set<SettingName>()
  for (const name of Object.keys(settingList) as SettingName[]) {
    const setting: Setting = settingList[name]
    const found = findText(environment, name, setting)
    if (typeof found === 'object') faults.push(found.fault)
    if (typeof found === 'string') given.add(name)
    const text = typeof found === 'string' ? found : setting.fallback
    values[name] = text === undefined ? undefined : setting.kind.parse(text)
    if (text !== undefined && values[name] === undefined) faults.push(faultOf(name, setting, text))
  }
  if (faults.length > 0) throw new Problem('server.setting', faults.join('\n'))
  return { values: values as Values, given, notices: noticesOf(environment) }
}

/** An empty text is as good as none: compose files pass on what they do not have. */
const isGiven = (environment: Environment, name: string): boolean => Boolean(environment[name]?.trim())

function findText(environment: Environment, name: string, setting: Setting): string | undefined | { fault: string } {
  const { aliases = [], standIns = [] } = setting
  const own = [name, ...aliases].filter((spelling) => isGiven(environment, spelling))
  const spellings = own.length > 0 ? own : standIns.filter((spelling) => isGiven(environment, spelling))
  const texts = new Set(spellings.map((spelling) => environment[spelling]))
  if (texts.size > 1) return { fault: `${spellings.join(' and ')} mean the same setting but differ; give one of them.` }
  const [text] = texts
  return text
}

function faultOf(name: string, setting: Setting, text: string): string {
  const got = setting.isSecret ? 'something else (not shown, it is a secret)' : JSON.stringify(text)
  return `${name} must be ${setting.kind.wants}; it is ${got}.`
}

const knownNames = [
  ...Object.entries<Setting>(settingList).flatMap(([name, { aliases = [], standIns = [] }]) => [
    name,
    ...aliases,
    ...standIns,
  ]),
  ...Object.keys(retiredSettings),
]

const WAY_OUT = "If it is another program's, start this one without it."

const isKnown = (name: string): boolean => knownNames.includes(name) || isRetired(name)

function misspelt(environment: Environment): string[] {
  return Object.keys(environment).flatMap((name) => {
    if (isKnown(name)) return []
    const near = nearestName(name, knownNames)
    if (near) return [`${name} is not a setting. Did you mean ${near}? ${WAY_OUT}`]
    if (!name.startsWith('RECIPROCITY_')) return []
    return [`${name} is not a setting. The nearest one is ${closestName(name, knownNames)}. ${WAY_OUT}`]
  })
}

const isRetired = (name: string): boolean =>
  Object.hasOwn(retiredSettings, name) || retiredBeginnings.some((beginning) => name.startsWith(beginning))

function noticesOf(environment: Environment): string[] {
  const retired = Object.keys(environment)
    .filter((name) => isRetired(name) && environment[name])
    .map((name) => [name, retiredSettings[name] ?? 'there is no DynamoDB behind this service'])
  const outdone = Object.entries<Setting>(settingList).flatMap(([name, { aliases = [], standIns = [] }]) => {
    const winner = [name, ...aliases].find((spelling) => isGiven(environment, spelling))
    if (winner === undefined) return []
    return standIns.filter((standIn) => isGiven(environment, standIn)).map((standIn) => [standIn, `${winner} is given`])
  })
  return [...retired, ...outdone].map(([name, why]) => `${name} has nothing left to do: ${why}.`)
}
