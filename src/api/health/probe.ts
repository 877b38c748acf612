/** Asks what we depend on how it is: within a time limit, and no more often than anybody needs to know. */
import type { Clock } from '../../base/index.ts'

export type DependencyStatus = 'up' | 'degraded' | 'down'

export interface DependencyState {
  readonly status: DependencyStatus
  /** A sentence for the operator, without addresses or errors. */
  readonly detail: string
}

export interface Dependency {
  readonly name: string
  /** Without a required one nothing works; without another, what does not need it goes on. */
  readonly required: boolean
  /** Counted among the `databases` of `GET /health`. */
  readonly isDatabase?: boolean
  /** Throwing says `down`. */
  check(): Promise<DependencyState>
}

export interface NamedState extends DependencyState {
  readonly name: string
  readonly required: boolean
  readonly isDatabase: boolean
}

export interface ProbeOptions {
  readonly clock: Clock
  readonly timeoutMs?: number
  /** An answer is given again for this long: whoever hammers health does not hammer a database. */
  readonly keepMs?: number
}

/** Returns a function that says how every dependency is, in the order given. */
export function probe(
  dependencies: readonly Dependency[],
  options: ProbeOptions,
): () => Promise<readonly NamedState[]> {
  const asks = dependencies.map((dependency) => {
    const ask = keepFor(options, () => atMost(options.timeoutMs ?? 2_000, dependency))
    return async (): Promise<NamedState> => {
      const { name, required, isDatabase = false } = dependency
      return { name, required, isDatabase, ...(await ask()) }
    }
  })
  return () => Promise.all(asks.map((ask) => ask()))
}

/** Those who ask while somebody is asking get the same answer. */
function keepFor({ clock, keepMs = 1_000 }: ProbeOptions, ask: () => Promise<DependencyState>) {
  let kept: { readonly state: Promise<DependencyState>; readonly askedAtMs: number } | null = null
  return (): Promise<DependencyState> => {
    const nowMs = clock().getTime()
    if (kept && Math.abs(nowMs - kept.askedAtMs) < keepMs) return kept.state
    kept = { state: ask(), askedAtMs: nowMs }
    return kept.state
  }
}

async function atMost(timeoutMs: number, dependency: Dependency): Promise<DependencyState> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<DependencyState>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'down', detail: `No answer within ${timeoutMs} ms.` }), timeoutMs)
  })
  try {
    return await Promise.race([dependency.check(), limit])
  } catch {
    return { status: 'down', detail: 'It cannot be reached.' }
  } finally {
    clearTimeout(timer)
  }
}
