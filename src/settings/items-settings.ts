/** What recommendations and their host are told, out of the settings as they were read. */
import type { ItemsSettings, MainMapping } from '../items/index.ts'
import { mainMappingShape } from '../items/index.ts'
import { readMapping } from './mapping.ts'
import type { Values } from './read.ts'

/** Where items, likes and clicks are read that another product keeps. */
export interface ItemsHostSettings {
  readonly url: string
  readonly mapping: MainMapping
  readonly syncSeconds: number
  /** For what is asked while somebody waits for an answer. */
  readonly querySeconds: number
  /** For a page of a pass over everything. */
  readonly passQuerySeconds: number
}

const DAY_SECONDS = 86_400
const HALF_LIFE_DAYS = 30

/** @throws Problem `server.setting` */
export function itemsHostOf(values: Values): ItemsHostSettings | null {
  const { MAIN_DATABASE_URL: url, MAIN_DATABASE_MAPPING: given } = values
  if (url === undefined) return null
  return {
    url,
    mapping: readMapping('MAIN_DATABASE_MAPPING', given, mainMappingShape),
    syncSeconds: values.MAIN_SYNC_INTERVAL ?? 60,
    querySeconds: values.MAX_QUERY_TIME ?? 10,
    passQuerySeconds: values.FULL_SYNC_QUERY_TIMEOUT ?? 300,
  }
}

export function itemsOf(values: Values): ItemsSettings {
  return {
    pageSizes: { standard: values.DEFAULT_PAGE_SIZE ?? 20, max: values.MAX_PAGE_SIZE ?? 100 },
    cacheSeconds: { popular: values.CACHE_TTL_POPULAR ?? 900, personalised: values.CACHE_TTL_PERSONALIZED ?? 5 },
    staleSecondsMax: values.STALE_MAX ?? 600,
    fit: {
      intervalSeconds: values.FIT_INTERVAL ?? 3600,
      budgetSeconds: values.FIT_BUDGET ?? 60,
      refreshSeconds: values.FIT_REFRESH ?? 60,
    },
    tastesIntervalSeconds: values.TASTES_INTERVAL ?? 1800,
    popularity: {
      refreshSeconds: (values.POPULAR_ITEMS_REFRESH_MINUTES ?? 15) * 60,
      halfLifeDays: (values.POPULAR_HALF_LIFE ?? HALF_LIFE_DAYS * DAY_SECONDS) / DAY_SECONDS,
    },
    diversity: values.DIVERSITY ?? 0,
    exploration: { standard: values.EXPLORATION ?? 0.05, max: values.EXPLORATION_MAX ?? 0.2 },
    experiment: experimentOf(values),
    similarUsersMax: values.MAX_SIMILAR_USERS ?? 20,
  }
}

function experimentOf({
  EXPERIMENT_NAME: name,
  EXPERIMENT_SHARE: share = 0.5,
  EXPERIMENT_VARIANT: variant,
}: Values): ItemsSettings['experiment'] {
  return name !== undefined && variant !== undefined ? { name, share, variant } : null
}

/** What everybody knows who has read the source of the service before us. */
const KNOWN_PASSWORD = 'change_me_in_production'

/** What is wrong with these settings beside each other, a sentence each. */
export function itemsFaults(values: Values): readonly string[] {
  const { pageSizes, exploration } = itemsOf(values)
  const { EXPERIMENT_NAME: name, EXPERIMENT_VARIANT: variant } = values
  const faults: string[] = []
  if (values.BASIC_AUTH_PASSWORD === KNOWN_PASSWORD)
    faults.push('BASIC_AUTH_PASSWORD is the default of old deployments, which everybody knows: give another one.')
  if (pageSizes.standard > pageSizes.max) faults.push('DEFAULT_PAGE_SIZE is more than MAX_PAGE_SIZE.')
  if (exploration.standard > exploration.max) faults.push('EXPLORATION is more than EXPLORATION_MAX.')
  if ((variant?.exploration ?? 0) > exploration.max)
    faults.push('EXPERIMENT_VARIANT asks for more exploration than EXPLORATION_MAX.')
  if (name === undefined && variant !== undefined)
    faults.push('EXPERIMENT_VARIANT is set without EXPERIMENT_NAME, under which the two are compared.')
  if (name !== undefined && variant === undefined)
    faults.push('EXPERIMENT_NAME is set without EXPERIMENT_VARIANT: the two would be the same.')
  return faults
}
