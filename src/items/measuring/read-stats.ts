/** S7: how recommendations are doing as a whole. */
import { version } from '../../base/index.ts'
import { countRecommendable } from '../catalogue/index.ts'
import { totalClicks, totalStances } from '../interactions/index.ts'
import { countTastes } from '../tastes/index.ts'
import { keeping } from './keeping.ts'
import type { FiguresDeps, ReadFigures } from './read-figures.ts'
import type { MetricsAnswer, StatsAnswer } from './schema.ts'

export interface StatsDeps extends FiguresDeps {
  readonly isRedisConnected: () => Promise<boolean>
  /** Items that stand among the favourites. */
  readonly popularItems: () => Promise<number>
  readonly configuration: StatsAnswer['configuration']
}

/** Whole tables are counted for it, a stretch at a time. */
const KEPT_MS = 60_000

export function readingStats(deps: StatsDeps, readFigures: ReadFigures): () => Promise<StatsAnswer> {
  const { isRedisConnected, configuration } = deps
  const counts = keeping(() => readCounts(deps), { keptMs: KEPT_MS })
  return async () => {
    const [counted, hour, day, isConnected] = await Promise.all([
      counts('all'),
      readFigures(1),
      readFigures(24),
      isRedisConnected(),
    ])
    return {
      service: 'reciprocity',
      version,
      ...counted,
      cache_info: { redis_connected: isConnected, hit_rate: hitRateOf(hour) },
      configuration,
      last_hour: {
        algorithms: Object.fromEntries(hour.by_algorithm.map(({ algorithm, ...rest }) => [algorithm, rest])),
      },
      last_day: { coverage: day.coverage, click_rate: day.click_rate, like_rate: day.like_rate },
    }
  }
}

async function readCounts({
  db,
  popularItems,
}: StatsDeps): Promise<Pick<StatsAnswer, 'main_database' | 'recommendations_database'>> {
  const stances = await totalStances(db.query)
  return {
    main_database: {
      total_items: await countRecommendable(db.query),
      total_likes: stances.likes,
      total_clicks: await totalClicks(db.query),
      active_users: stances.likers,
    },
    recommendations_database: {
      cached_popular_items: await popularItems(),
      cached_user_profiles: await countTastes(db.query),
      users_with_collaborative: stances.withMany,
      users_with_content_based: stances.withFew,
    },
  }
}

/** Of all answers, whatever made them; null of none. */
export function hitRateOf({ by_algorithm: algorithms }: Pick<MetricsAnswer, 'by_algorithm'>): number | null {
  const answers = algorithms.reduce((sum, one) => sum + one.answers, 0)
  const hits = algorithms.reduce((sum, one) => sum + one.hit_rate * one.answers, 0)
  return answers === 0 ? null : hits / answers
}
