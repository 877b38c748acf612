/** Settings of recommendations. The names and defaults of the service before us stand where they still mean something. */
import { experimentVariantShape } from '../items/index.ts'
import type { ExperimentVariant } from '../items/index.ts'
import { duration, number, parseJson, text, url, wholeNumber } from './kinds.ts'
import type { Kind } from './kinds.ts'
import { define, secret } from './setting.ts'

const DAY_SECONDS = 86_400

const variant: Kind<ExperimentVariant> = {
  wants:
    'JSON such as {"diversity": 0.2, "exploration": 0.1, "sources": ["collaborative", "content", "popular", "new"]}',
  parse: (given) => experimentVariantShape.safeParse(parseJson(given)).data,
}

const experimentName: Kind<string> = {
  wants: 'up to 40 small letters, digits, "-" and "_"',
  parse: (given) => (/^[a-z0-9_-]{1,40}$/u.test(given) ? given : undefined),
}

export const itemsHostSettings = {
  MAIN_DATABASE_URL: define(
    url('postgres', 'postgresql'),
    "The host product's database of items, which is only read. Not given: items and events come in through our own API.",
    secret,
  ),
  MAIN_DATABASE_MAPPING: define(
    text,
    'The names of its tables and columns where they are not those of MySanta, as JSON or as the path of a JSON file.',
  ),
  MAIN_SYNC_INTERVAL: define(duration('7d'), 'How often what is new there is read; once an hour everything is.', {
    fallback: '1min',
  }),
  STALE_MAX: define(duration('7d'), 'For how long what it said of an item counts while it does not answer.', {
    fallback: '10min',
  }),
  MAX_QUERY_TIME: define(wholeNumber(1, 300), 'Seconds that it may take to say what may be shown now.', {
    fallback: '10',
  }),
  FULL_SYNC_QUERY_TIMEOUT: define(wholeNumber(1, 3600), 'Seconds that it may take to hand over a thousand rows.', {
    fallback: '300',
  }),
} as const

export const recommendationSettings = {
  CACHE_TTL_POPULAR: define(wholeNumber(0, DAY_SECONDS), 'Seconds for which favourites are kept ready; 0 keeps none.', {
    fallback: '900',
  }),
  CACHE_TTL_PERSONALIZED: define(
    wholeNumber(0, DAY_SECONDS),
    "Seconds for which one person's page is kept ready; 0 keeps none. An event drops it at once.",
    { fallback: '5' },
  ),
  DEFAULT_PAGE_SIZE: define(wholeNumber(1, 1000), 'Items of a page where a request names no number.', {
    fallback: '20',
  }),
  MAX_PAGE_SIZE: define(wholeNumber(1, 1000), 'The most items that a page may be asked to hold.', { fallback: '100' }),
  MAX_SIMILAR_USERS: define(
    wholeNumber(1, 1_000_000),
    'Shown by /stats as before. Nothing is limited by it any more.',
    {
      fallback: '20',
    },
  ),
  POPULAR_ITEMS_REFRESH_MINUTES: define(wholeNumber(1, 1440), 'Minutes from one count of favourites to the next.', {
    fallback: '15',
  }),
  POPULAR_HALF_LIFE: define(duration('3650d'), 'After so long an event counts half among favourites.', {
    fallback: '30d',
  }),
  TASTES_INTERVAL: define(duration('7d'), 'How often profiles of what people like are counted anew.', {
    fallback: '30min',
  }),
  FIT_INTERVAL: define(duration('7d'), 'How often the collaborative model is fitted.', { fallback: '60min' }),
  FIT_BUDGET: define(duration('1h'), 'How long one fit may take: with more time it tries more and ranks better.', {
    fallback: '1min',
  }),
  FIT_REFRESH: define(duration('1d'), 'How often new people and items are folded into the model between two fits.', {
    fallback: '1min',
  }),
  DIVERSITY: define(number(0, 1), 'Of requests that say nothing: 0 is the best first, 1 as different as can be.', {
    fallback: '0',
  }),
  EXPLORATION: define(number(0, 1), 'Of requests that say nothing: the share of a page that new items may have.', {
    fallback: '0.05',
  }),
  EXPLORATION_MAX: define(number(0, 1), 'The most of a page that new items may have, whatever a request says.', {
    fallback: '0.2',
  }),
  EXPERIMENT_NAME: define(experimentName, 'Two variants are compared under this name. Not given: there is one.'),
  EXPERIMENT_SHARE: define(number(0, 1), 'The share of people who get variant b.', { fallback: '0.5' }),
  EXPERIMENT_VARIANT: define(variant, 'What is different in variant b; sources are those that may bring items.'),
} as const
