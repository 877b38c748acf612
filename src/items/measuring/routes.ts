/** Asking how recommendations are doing. */
import { route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import type { ReadFigures } from './read-figures.ts'
import { readingStats } from './read-stats.ts'
import type { StatsDeps } from './read-stats.ts'
import { metricsAnswer, metricsQuery, statsAnswer } from './schema.ts'

const read = { scope: 'items:read', basic: true } as const
const tag = 'items'

export function measuringRoutes(deps: StatsDeps, readFigures: ReadFigures): Route[] {
  const readStats = readingStats(deps, readFigures)
  return [
    route({
      method: 'GET',
      path: '/api/v1/items/metrics',
      access: read,
      tag,
      summary: 'What was shown and what came of it: by source, by variant and by algorithm.',
      query: metricsQuery,
      output: metricsAnswer,
      example: { query: { hours: '24' } },
      handle: ({ query }) => readFigures(query.hours),
    }),
    route({
      method: 'GET',
      path: '/stats',
      access: read,
      tag,
      summary: 'How many items, likes and people there are, and how quickly and how well they are served.',
      output: statsAnswer,
      example: {},
      handle: readStats,
    }),
  ]
}
