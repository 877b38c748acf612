/** The commands of a page, with what it says that they answer. */
import { fencesOf } from './pages.ts'
import { runBlocks } from './shell.ts'
import type { ShellOptions } from './shell.ts'

export interface Step {
  readonly commands: string
  /** What the page says that the last command answers; undefined where it says nothing. */
  readonly shown: unknown
}

export interface PrintedStep extends Step {
  readonly printed: string
}

/** In order; a block of JSON right behind the commands is their answer. Commands go to `address` instead of port 8000. */
export function stepsOf(page: string, address: string): readonly Step[] {
  const fences = fencesOf(page)
  return fences.flatMap(({ language, text }, index) => {
    if (language !== 'sh') return []
    const next = fences[index + 1]
    const shown = next?.language === 'json' ? (JSON.parse(next.text) as unknown) : undefined
    return [{ commands: text.replaceAll('http://127.0.0.1:8000', address), shown }]
  })
}

/** Runs all of them in one shell. */
export async function runSteps(steps: readonly Step[], options: ShellOptions): Promise<readonly PrintedStep[]> {
  const printed = await runBlocks(
    steps.map(({ commands }) => commands),
    options,
  )
  return steps.map((step, index) => ({ ...step, printed: printed[index] ?? '' }))
}
