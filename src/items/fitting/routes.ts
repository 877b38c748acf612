/** S8: counting favourites now, as clients of MySanta ask for it. */
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { countFavourites } from './count-popularity.ts'
import type { PopularityDeps } from './count-popularity.ts'
import type { Fits } from './open-fits.ts'

export interface FitRoutesDeps extends PopularityDeps {
  readonly fits: Fits
}

export const fitRoutes = (deps: FitRoutesDeps): Route[] => [
  route({
    method: 'POST',
    path: '/admin/refresh-popular-items',
    access: { scope: 'items:write', basic: true },
    tag: 'items',
    summary: 'Counts anew what is popular with whom; the next answer of this process feels it.',
    output: z.object({ status: z.literal('success'), message: z.string() }),
    example: {},
    async handle(_, { signal }) {
      const items = await countInTurn(deps, signal)
      await deps.fits.settled()
      const message = `What people did with ${items.toLocaleString('en')} items was counted.`
      return { status: 'success' as const, message }
    },
  }),
]

const LOOK_EVERY_MS = 200

/** What another process counts now may have begun before what the caller means: it is waited for, and counted after. */
async function countInTurn(deps: PopularityDeps, signal: AbortSignal): Promise<number> {
  for (;;) {
    signal.throwIfAborted()
    const items = await countFavourites(deps, { signal })
    if (items !== null) return items
    await pause(LOOK_EVERY_MS, null, { signal })
  }
}
