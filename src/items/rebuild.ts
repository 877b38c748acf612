/** Building anew what is derived of items and events: each beside what answers meanwhile, which goes on until it is done. */
import { countFavourites, fitIfNew } from './fitting/index.ts'
import type { FitDeps, FitOutcome } from './fitting/index.ts'
import type { Clock, Logger } from '../base/index.ts'
import { countEverybody } from './tastes/index.ts'

export interface RebuildDeps extends FitDeps {
  readonly clock: Clock
  readonly log: Logger
}

const outcomes: Readonly<Record<FitOutcome, string>> = {
  fitted: 'Model: fitted anew.',
  'too little': 'Model: too little is known for one.',
  'nothing new': 'Model: nothing has changed since it was fitted.',
  'another fits': 'Model: another process fits it now.',
}

/** Tells a sentence of each as soon as it is done. */
export async function rebuild(deps: RebuildDeps, signal: AbortSignal, tell: (line: string) => void): Promise<void> {
  tell(`People: ${(await countEverybody(deps, signal)).toLocaleString('en')} counted.`)
  const items = await countFavourites(deps, { signal })
  tell(
    items === null
      ? 'Favourites: another process counts them now.'
      : `Favourites: ${items.toLocaleString('en')} items counted.`,
  )
  tell(outcomes[await fitIfNew(deps, { signal, log: deps.log })])
}
