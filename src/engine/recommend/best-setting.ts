import { differences } from './blend-ascent.ts'
import { meanOf, standardError } from './bootstrap.ts'

export interface TriedSetting<Setting> {
  readonly setting: Setting
  readonly ndcg: number
  /** Standard error of `ndcg`. */
  readonly error: number
  /** Below the best by so much, and the standard error of that: a paired comparison. */
  readonly behind: number
  readonly behindError: number
}

export interface BestSetting<Setting> {
  readonly setting: Setting
  /** In the order in which they were given. */
  readonly tried: readonly TriedSetting<Setting>[]
}

/**
 * The setting of the best mean NDCG; of equal ones the earlier, so the cheaper should come first. `ndcgOf` gives the figure of
 * each held-out row, of the same rows for each setting. Throws a RangeError for no settings.
 */
export function bestSetting<Setting>(
  settings: readonly Setting[],
  ndcgOf: (setting: Setting) => Float64Array,
): BestSetting<Setting> {
  const figures = settings.map((setting) => ({ setting, ndcg: ndcgOf(setting) }))
  const [first, ...others] = figures
  if (!first) throw new RangeError('Best setting: there are no settings')
  const best = others.reduce((before, each) => (meanOf(each.ndcg) > meanOf(before.ndcg) ? each : before), first)
  const tried = figures.map(({ setting, ndcg }) => {
    const behind = differences(best.ndcg, ndcg)
    const errors = { error: standardError(ndcg), behindError: standardError(behind) }
    return { setting, ndcg: meanOf(ndcg), behind: meanOf(behind), ...errors }
  })
  return { setting: best.setting, tried }
}
