/** How a bench says what it found. */
import { availableParallelism } from 'node:os'

/** The middle one; of an even number the upper of the two. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[figures.length >> 1] ?? Number.NaN
}

export function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length
}

export function title(text: string): void {
  console.log(`\n${text} (${availableParallelism()} cores)`)
}

export function show(label: string, figure: number, unit = ''): void {
  const digits = Math.abs(figure) >= 1000 ? 0 : Math.abs(figure) >= 10 ? 1 : 3
  console.log(`  ${label.padEnd(64)} ${figure.toFixed(digits).padStart(10)} ${unit}`)
}

export interface Goal {
  readonly label: string
  readonly figure: number
  readonly atLeast?: number
  readonly atMost?: number
  readonly unit?: string
}

/** A figure beside what it should be. A goal that is missed is said, and does not fail the run. */
export function judge({ label, figure, atLeast, atMost, unit = '' }: Goal): void {
  const isMet = figure >= (atLeast ?? -Infinity) && figure <= (atMost ?? Infinity)
  const goal = atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`
  const head = `${isMet ? '✓' : '✗'} ${label}`
  console.log(`  ${head.padEnd(64)} ${figure.toFixed(3).padStart(10)} ${unit} (goal ${goal})`)
}

/** Milliseconds of the processor so far, which other work on the machine lengthens less than those of the clock. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/**
 * The figures of several measurements, taken in turns so that whatever else the machine does falls on all of them alike.
 * The order is turned around every round.
 */
export async function alternate<Name extends string>(
  rounds: number,
  measurements: Readonly<Record<Name, (round: number) => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measurements) as Name[]
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) taken[name].push(await measurements[name](round))
  }
  return taken
}
