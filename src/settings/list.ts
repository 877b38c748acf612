/** Every setting there is. `.env.example` and the operator's page are held to this list by a test. */
import { factorNames } from '../people/index.ts'
import { parseRate } from '../api/index.ts'
import { version } from '../base/index.ts'
import { allowedHostFault } from '../platform/documents/index.ts'
import { embeddingModelFault } from '../platform/models/index.ts'
import { webhookSecretFault } from '../platform/webhooks/index.ts'
import {
  checked,
  duration,
  list,
  longText,
  number,
  oneOf,
  path,
  text,
  url,
  weights,
  wholeNumber,
  yesOrNo,
} from './kinds.ts'
import type { Kind } from './kinds.ts'
import { itemsHostSettings, recommendationSettings } from './items-list.ts'
import { define, secret } from './setting.ts'
import type { Setting } from './setting.ts'

const rate: Kind<NonNullable<ReturnType<typeof parseRate>>> = {
  wants: 'a rate such as 600/min, 20/15min, 20/s burst 10, or none',
  parse: (given) => parseRate(given) ?? undefined,
}

const webhookSecrets: Kind<readonly string[]> = {
  wants: 'secrets between commas, each "whsec_" and 24 to 64 bytes in base64, the newest first',
  parse: (given) => {
    const secrets = list.parse(given)
    return secrets && secrets.length > 0 && secrets.every((one) => webhookSecretFault(one) === null)
      ? secrets
      : undefined
  },
}

const roleNames = ['api', 'worker'] as const
export type Role = (typeof roleNames)[number]

const roles: Kind<readonly Role[]> = {
  wants: 'api, worker, or both between a comma',
  parse: (given) => {
    const names = list.parse(given) ?? []
    const known = roleNames.filter((name) => names.includes(name))
    return known.length > 0 && names.every((name) => known.some((role) => role === name)) ? known : undefined
  },
}

/** A full sync and a run of tests were modes; now they are commands. */
const appMode: Kind<'server' | 'worker'> = {
  wants:
    'server or worker (for oneshot run `npm run reciprocity -- items sync --full` beside a server, and for test `npm test`)',
  parse: oneOf(['server', 'worker']).parse,
}

const username = checked('a name without a colon', (given) => !given.includes(':'))

const hostPorts: Kind<readonly string[]> = {
  wants: 'exact host:port pairs between commas',
  parse: (given) => {
    const pairs = list.parse(given)
    return pairs?.every((pair) => allowedHostFault(pair) === null) ? pairs : undefined
  },
}

const embeddingModel = checked(
  'all-MiniLM-L6-v2 (built in), openai:<model> or gemini:<model>, with @ and at most 4000 dimensions if it takes them',
  (given) => embeddingModelFault(given) === null,
)

export const settingList = {
  HOST: define(text, 'The address to listen on; 127.0.0.1 while the only key is the one made at the first start.'),
  PORT: define(wholeNumber(0, 65_535), 'The port to listen on; 0 takes any that is free.', {
    fallback: '8000',
    standIns: ['SERVICE_PORT'],
  }),
  ROLES: define(roles, 'What this process does: answer requests, run jobs, or both.', { fallback: 'api,worker' }),
  APP_MODE: define(appMode, 'What old deployments call ROLES, which counts for more: server is api, worker is worker.'),
  DATA_DIR: define(text, 'Where the embedded database and the made secrets live.', { fallback: './data' }),
  DATABASE_URL: define(
    url('postgres', 'postgresql'),
    'Our own PostgreSQL, with pgvector. Not given: the embedded one.',
    { ...secret, standIns: ['RECOMMENDATIONS_DATABASE_URL'] },
  ),
  DATABASE_CONNECTIONS: define(wholeNumber(2, 500), 'Connections to DATABASE_URL per process.', { fallback: '10' }),
  REDIS_URL: define(
    url('redis', 'rediss'),
    'Where processes count requests together. Not given: each counts by itself.',
    { ...secret, standIns: ['RECOMMENDATIONS_REDIS_URL'] },
  ),
  SERVICE_API_KEY: define(longText(16), 'A key with every scope for the host product.', {
    ...secret,
    aliases: ['INTERNAL_API_KEY'],
  }),
  JWT_SECRET: define(longText(32), "Verifies members' HS256 tokens, and signs those of the command `token`.", secret),
  JWKS_URL: define(url('https', 'http'), "Where the public keys for members' RS256 tokens are."),
  JWT_ISSUER: define(text, 'Who must have issued a token that JWKS_URL verifies.'),
  JWT_AUTHORIZED_PARTIES: define(list, 'The `azp` values that are accepted. Empty: any.', { fallback: '' }),
  BASIC_AUTH_USERNAME: define(username, 'The name that goes with BASIC_AUTH_PASSWORD.', {
    fallback: 'mysanta_service',
  }),
  BASIC_AUTH_PASSWORD: define(
    text,
    'Opens the routes of items by HTTP Basic. Not given: nobody comes in that way.',
    secret,
  ),
  ENVIRONMENT: define(text, 'A name for this deployment, shown by health.', {
    fallback: 'development',
    aliases: ['APP_ENV'],
  }),
  APP_VERSION: define(text, 'The version that health shows.', { fallback: version }),
  LOG_LEVEL: define(
    oneOf(['debug', 'info', 'warn', 'error', 'warning', 'critical']),
    'The least important line that is written.',
    { fallback: 'info' },
  ),
  LOG_FORMAT: define(oneOf(['json', 'human']), 'One JSON line each, or lines for people.', { fallback: 'json' }),
  CORS_ORIGINS: define(list, 'Origins whose pages may call us.', { fallback: '' }),
  ALLOWED_HOSTS: define(list, 'Host names that we answer under.', { fallback: '*' }),
  TRUSTED_PROXY_HOPS: define(wholeNumber(0, 10), 'How many proxies of yours stand before us.', { fallback: '0' }),
  BODY_BYTES_MAX: define(wholeNumber(1000, 100_000_000), 'The largest request body.', { fallback: '1000000' }),
  RATE_LIMIT_MEMBER: define(rate, 'Requests per member.', { fallback: '600/min' }),
  RATE_LIMIT_OPEN: define(rate, 'Requests per address to open routes.', { fallback: '600/min' }),
  RATE_LIMIT_FAILED_AUTH: define(rate, 'Wrong keys and tokens per address.', { fallback: '20/15min' }),
  RATE_LIMIT_SEARCH: define(rate, 'Searches for people per member.', { fallback: '20/s burst 10' }),
  METRICS_OPEN: define(yesOrNo, 'Whether /metrics needs no key.', { fallback: 'false' }),
  SLOW_REQUEST: define(duration('1h'), 'Requests slower than this are warned of.', { fallback: '1s' }),
  SLOW_QUERY: define(duration('1h'), 'Queries slower than this are warned of.', { fallback: '500ms' }),
  SHUTDOWN_SECONDS: define(
    wholeNumber(0, 600),
    'How long a stop waits for what is in hand; closing the rest takes at most 5 more.',
    { fallback: '20' },
  ),
  REQUIRE_APPROVAL: define(yesOrNo, 'Whether a persona waits for its member; false approves it when it is ready.', {
    fallback: 'true',
  }),
  SIMILARITY_THRESHOLD: define(number(0, 1), 'The least similarity of a match where a request names none.', {
    fallback: '0.3',
  }),
  MATCHMAKING_INTERVAL: define(duration('7d'), 'How often updated people are looked after.', { fallback: '15min' }),
  INACTIVE_DAYS: define(wholeNumber(1, 3650), 'Whoever was not active for so many days is not found.', {
    fallback: '45',
  }),
  PROMPT_PARSER: define(oneOf(['rules', 'model']), 'What reads the sentence of a search; model needs a text model.', {
    fallback: 'rules',
  }),
  SEARCH_WEIGHTS: define(weights(factorNames), 'What counts how much in a score where a search says nothing else.'),
  RESUME_ALLOWED_HOSTS: define(hostPorts, 'Hosts that may serve résumés though they are private or plain http.', {
    fallback: '',
  }),
  RESUME_BYTES_MAX: define(wholeNumber(1000, 100_000_000), 'The largest résumé.', { fallback: '10485760' }),
  S3_ENDPOINT_URL: define(url('https', 'http'), 'A store that speaks S3, for s3:// résumés; not given: AWS.'),
  AWS_ACCESS_KEY_ID: define(text, 'For s3:// résumés; not given: the instance role.', secret),
  AWS_SECRET_ACCESS_KEY: define(text, 'For s3:// résumés; not given: the instance role.', secret),
  AWS_DEFAULT_REGION: define(text, 'The region of s3:// résumés.', { fallback: 'us-east-1', aliases: ['AWS_REGION'] }),
  RECIPROCITY_BACKEND_URL: define(
    url('https', 'http'),
    "The host product's base address for callbacks. Not given: no callbacks.",
  ),
  WEBHOOK_SECRETS: define(webhookSecrets, 'Sign the callbacks; several while they are rotated.', secret),
  WEBHOOK_TIMEOUT: define(duration('2min'), 'How long one callback may take.', { fallback: '15s' }),
  CALLBACK_SUMMARY_READY_PATH: define(path, 'Told when a persona is ready.', { fallback: '/user/summary-ready' }),
  CALLBACK_MATCHES_READY_PATH: define(path, "Told when one person's matches are ready.", {
    fallback: '/user/matches-ready',
  }),
  CALLBACK_BATCH_MATCHES_READY_PATH: define(path, 'Told of the new pairs of an update batch.', {
    fallback: '/v1/webhooks/matches-ready',
  }),
  CALLBACK_SEARCH_FOUND_PATH: define(path, 'Told of whoever a saved search has found.', {
    fallback: '/v1/webhooks/search-found',
  }),
  RECIPROCITY_BACKEND_DB_URL: define(
    url('postgres', 'postgresql'),
    "The host product's database. Not given: every id is valid, nothing is mirrored.",
    secret,
  ),
  RECIPROCITY_BACKEND_DB_MAPPING: define(
    text,
    "The host's table and column names, as JSON or as the path of a JSON file.",
  ),
  PROFILES_DATABASE_URL: define(
    url('postgres', 'postgresql'),
    "The host product's database of profiles, which is only read. Not given: profiles come in through our own API.",
    secret,
  ),
  PROFILES_DATABASE_MAPPING: define(
    text,
    'The names of its tables and columns where they are not those of Circle, as JSON or as the path of a JSON file.',
  ),
  PROFILES_SYNC_INTERVAL: define(duration('7d'), 'How often its profiles and blocks are read.', { fallback: '5min' }),
  ...itemsHostSettings,
  ...recommendationSettings,
  EMBEDDING_MODEL: define(embeddingModel, 'What turns sentences into vectors.', {
    fallback: 'all-MiniLM-L6-v2',
  }),
  EMBEDDING_THREADS: define(
    wholeNumber(1, 64),
    'Threads of the built-in model; not given: as many as there are cores.',
  ),
  OPENAI_API_KEY: define(text, 'Personas are written by this model instead of the built-in composer.', secret),
  OPENAI_MODEL: define(text, 'The text model.', { fallback: 'gpt-4o-mini' }),
  OPENAI_BASE_URL: define(url('https', 'http'), 'Anything that speaks the OpenAI protocol.'),
  GEMINI_API_KEY: define(text, 'Google models, where no OpenAI key or address is given.', secret),
  GEMINI_MODEL: define(text, 'The Gemini text model.', { fallback: 'gemini-2.5-flash' }),
  MODEL_DAILY_TOKENS: define(
    wholeNumber(1, 1_000_000_000_000),
    'Tokens of text models a day, of all processes; embeddings are not counted. Not given: no limit.',
  ),
  MODEL_REQUESTS_PER_MINUTE: define(
    wholeNumber(1, 1_000_000),
    'Calls of text models a minute, of all processes; embeddings are not counted. Not given: no limit.',
  ),
  MODEL_TIMEOUT: define(duration('3min'), 'How long one model call may take.', { fallback: '60s' }),
  MODEL_INPUT_DOLLARS_PER_MILLION: define(number(0, 100_000), 'Price of tokens sent, for the cost metric.'),
  MODEL_OUTPUT_DOLLARS_PER_MILLION: define(number(0, 100_000), 'Price of tokens received, for the cost metric.'),
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settingList

/** Names of old deployments with nothing left to do, each with the line that says so at start. */
export const retiredSettings: Readonly<Record<string, string>> = {
  APP_NAME: 'the service is called reciprocity in every answer',
  DYNAMO_PROFILE_TABLE_NAME: 'people are kept in our own database',
  DYNAMODB_ENDPOINT_URL: 'people are kept in our own database',
  SUPABASE_URL: 'profiles are read from PROFILES_DATABASE_URL, or come in through our own API',
  SUPABASE_SERVICE_ROLE_KEY: 'profiles are read from PROFILES_DATABASE_URL, or come in through our own API',
  ML_SERVICE_URL: 'this service is the one that it led to',
  TOGETHER_AI_API_KEY: 'the built-in model embeds, and EMBEDDING_MODEL and OPENAI_BASE_URL name others',
  DEBUG: 'LOG_LEVEL=debug writes every line',
  CACHE_TTL_USER_PROFILE: 'gender, age group and locale of people are kept in the database until they are changed',
  CACHE_KEY_PREFIX: 'answers are kept under every parameter that they depend on, and dropped when one of them changes',
  USE_ITEM_BASED_SIMILARITY: 'each fit chooses its models by events that it holds out, and EXPERIMENT_VARIANT compares',
  ENFORCE_SESSION_REVOCATION: 'no sessions are kept here, so a token holds until it ends',
}

/** Beginnings of names that are retired as a whole. */
export const retiredBeginnings: readonly string[] = ['DYNAMO_', 'DYNAMODB_']
