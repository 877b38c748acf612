/** What the program is told, checked as a whole and sorted by who needs it. */
import { resolve } from 'node:path'
import { edgeDefaults } from '../api/index.ts'
import type { BasicAccount, EdgeSettings } from '../api/index.ts'
import { Problem } from '../base/index.ts'
import type { ItemsSettings } from '../items/index.ts'
import { hostMappingShape, profilesMappingShape } from '../people/index.ts'
import type { FactorName, HostMapping, ProfilesMapping } from '../people/index.ts'
import { isSameDatabase } from '../platform/db/index.ts'
import { documentDefaults } from '../platform/documents/index.ts'
import type { DocumentSettings } from '../platform/documents/index.ts'
import { chooseTextProvider, defaultModelSettings } from '../platform/models/index.ts'
import type { ModelSettings } from '../platform/models/index.ts'
import { webhookDefaults } from '../platform/webhooks/index.ts'
import type { WebhookSettings } from '../platform/webhooks/index.ts'
import { itemsFaults, itemsHostOf, itemsOf } from './items-settings.ts'
import type { ItemsHostSettings } from './items-settings.ts'
import type { Weights } from './kinds.ts'
import type { Role } from './list.ts'
import { readMapping } from './mapping.ts'
import { readValues } from './read.ts'
import type { Environment, ReadValues, Values } from './read.ts'
import { readOrMakeSecrets } from './secrets.ts'
import type { MadeSecrets } from './secrets.ts'

/** Sorted by who needs it; `main` hands each room its part. */
export interface Settings {
  readonly roles: ReadonlySet<Role>
  readonly dataDir: string
  readonly database: { readonly url: string | undefined; readonly connections: number; readonly slowQueryMs: number }
  readonly redisUrl: string | undefined
  readonly log: { readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly format: 'json' | 'human' }
  readonly edge: EdgeSettings
  /** True when `HOST` was set: then it stands, whatever keys there are. */
  readonly isHostGiven: boolean
  readonly keys: {
    readonly serviceApiKey: string | undefined
    readonly isMade: boolean
    /** True for a made key that nobody has been shown yet. */
    readonly isUnseen: boolean
  }
  readonly tokens: {
    readonly secret: string | undefined
    readonly jwksUrl: string | undefined
    readonly issuer: string | undefined
    readonly authorizedParties: readonly string[]
  }
  /** Who comes in by HTTP Basic; null: nobody. */
  readonly basicAccount: BasicAccount | null
  readonly shutdownSeconds: number
  readonly models: ModelSettings
  readonly embeddingModel: string
  readonly documents: DocumentSettings
  readonly webhooks: WebhookSettings
  readonly people: {
    readonly requireApproval: boolean
    readonly scoreMin: number
    readonly batchIntervalSeconds: number
    readonly callbackPaths: {
      readonly summaryReady: string
      readonly matchesReady: string
      readonly batchMatchesReady: string
      readonly searchFound: string
    }
    readonly search: {
      readonly inactiveDays: number
      readonly promptParser: 'rules' | 'model'
      /** Those that were given; the others keep the weight that searching gives them. */
      readonly weights: Weights<FactorName>
    }
  }
  readonly items: ItemsSettings
  readonly host: { readonly url: string; readonly mapping: HostMapping } | null
  /** Where profiles are read that another product keeps. */
  readonly profilesHost: {
    readonly url: string
    readonly mapping: ProfilesMapping
    readonly syncSeconds: number
  } | null
  readonly itemsHost: ItemsHostSettings | null
  readonly notices: readonly string[]
}

/** The repository's own folder, wherever the program is started from. */
const ROOT = new URL('../../', import.meta.url)

/**
 * For an embedded deployment that has no secrets yet, they are made: once, and only when all else is right.
 * @throws Problem `server.setting`
 */
export function readSettings(environment: Environment): Settings {
  const read = readValues(environment)
  const { values } = read
  checkTogether(values)
  const hosts = { host: hostOf(values), profilesHost: profilesHostOf(values), itemsHost: itemsHostOf(values) }
  const dataDir = resolve(values.DATA_DIR ?? './data')
  const made = values.DATABASE_URL === undefined ? readOrMakeSecrets(dataDir) : null
  return {
    roles: rolesOf(read),
    dataDir,
    database: {
      url: values.DATABASE_URL,
      connections: values.DATABASE_CONNECTIONS ?? 10,
      slowQueryMs: milliseconds(values.SLOW_QUERY),
    },
    redisUrl: values.REDIS_URL,
    log: { level: logLevel(values.LOG_LEVEL), format: values.LOG_FORMAT ?? 'json' },
    edge: edgeOf(values),
    isHostGiven: read.given.has('HOST'),
    keys: keysOf(values, made),
    tokens: tokensOf(values, made),
    basicAccount: basicAccountOf(values),
    shutdownSeconds: values.SHUTDOWN_SECONDS ?? 20,
    models: modelsOf(values),
    embeddingModel: values.EMBEDDING_MODEL ?? '',
    documents: documentsOf(values),
    webhooks: webhooksOf(values, made),
    people: peopleOf(values),
    items: itemsOf(values),
    ...hosts,
    notices: [...read.notices, ...modeNotices(read)],
  }
}

const milliseconds = (seconds: number | undefined): number => Math.round((seconds ?? 0) * 1000)

/** Settings that need each other. Without the embedded database nothing is made, so that processes agree. */
function checkTogether(values: Values): void {
  const faults = [...itemsFaults(values)]
  const isLarge = values.DATABASE_URL !== undefined
  if (isLarge && !values.SERVICE_API_KEY) faults.push(missing('SERVICE_API_KEY', 'a text of at least 16 characters'))
  if (isLarge && !values.JWT_SECRET && !values.JWKS_URL)
    faults.push(missing('JWT_SECRET or JWKS_URL', "what verifies members' tokens"))
  if (isLarge && values.RECIPROCITY_BACKEND_URL && !values.WEBHOOK_SECRETS) {
    faults.push(missing('WEBHOOK_SECRETS', 'what signs the callbacks to RECIPROCITY_BACKEND_URL'))
  }
  if (values.JWKS_URL && !values.JWT_ISSUER)
    faults.push('JWKS_URL is set without JWT_ISSUER: any token of those keys would be accepted.')
  for (const name of ['RECIPROCITY_BACKEND_DB_URL', 'PROFILES_DATABASE_URL', 'MAIN_DATABASE_URL'] as const) {
    const [ours, theirs] = [values.DATABASE_URL, values[name]]
    if (ours && theirs && isSameDatabase(ours, theirs)) {
      faults.push(`DATABASE_URL is the host's database (the same as ${name}). Give DATABASE_URL a database of its own.`)
    }
  }
  if (values.PROMPT_PARSER === 'model' && chooseTextProvider(modelsOf(values)) === null) {
    faults.push(
      'PROMPT_PARSER is model, but there is no text model. Give OPENAI_API_KEY, OPENAI_BASE_URL or GEMINI_API_KEY, or let PROMPT_PARSER be rules.',
    )
  }
  if (faults.length > 0) throw new Problem('server.setting', faults.join('\n'))
}

const missing = (name: string, wants: string): string =>
  `${name} is missing: with DATABASE_URL set it must be given, ${wants}.`

/** `ROLES` counts for more: the flag `--roles` is heard as that, too. */
function rolesOf({ values, given }: ReadValues): Settings['roles'] {
  const mode = given.has('ROLES') ? undefined : values.APP_MODE
  if (mode === undefined) return new Set(values.ROLES)
  return new Set(mode === 'server' ? ['api'] : ['worker'])
}

const modeNotices = ({ given }: ReadValues): readonly string[] =>
  given.has('APP_MODE') && given.has('ROLES') ? ['APP_MODE has nothing left to do: ROLES is given.'] : []

function logLevel(level: Values['LOG_LEVEL']): Settings['log']['level'] {
  if (level === 'warning') return 'warn'
  return level === 'critical' ? 'error' : (level ?? 'info')
}

function edgeOf(values: Values): EdgeSettings {
  return {
    ...edgeDefaults,
    host: values.HOST ?? edgeDefaults.host,
    port: values.PORT ?? edgeDefaults.port,
    version: values.APP_VERSION ?? edgeDefaults.version,
    environment: values.ENVIRONMENT ?? edgeDefaults.environment,
    bodyBytesMax: values.BODY_BYTES_MAX ?? edgeDefaults.bodyBytesMax,
    corsOrigins: values.CORS_ORIGINS ?? [],
    allowedHosts: values.ALLOWED_HOSTS ?? ['*'],
    trustedProxyHops: values.TRUSTED_PROXY_HOPS ?? 0,
    metricsOpen: values.METRICS_OPEN ?? false,
    slowRequestMs: milliseconds(values.SLOW_REQUEST),
    limits: {
      ...edgeDefaults.limits,
      member: values.RATE_LIMIT_MEMBER ?? edgeDefaults.limits.member,
      open: values.RATE_LIMIT_OPEN ?? edgeDefaults.limits.open,
      failedAuth: values.RATE_LIMIT_FAILED_AUTH ?? edgeDefaults.limits.failedAuth,
      named: { search: values.RATE_LIMIT_SEARCH ?? edgeDefaults.limits.named.search },
    },
  }
}

function keysOf(values: Values, made: MadeSecrets | null): Settings['keys'] {
  const isMade = values.SERVICE_API_KEY === undefined && made !== null
  return {
    serviceApiKey: values.SERVICE_API_KEY ?? made?.serviceApiKey,
    isMade,
    isUnseen: isMade && made?.isKeyShown === false,
  }
}

function tokensOf(values: Values, made: MadeSecrets | null): Settings['tokens'] {
  return {
    secret: values.JWT_SECRET ?? (values.JWKS_URL ? undefined : made?.jwtSecret),
    jwksUrl: values.JWKS_URL,
    issuer: values.JWT_ISSUER,
    authorizedParties: values.JWT_AUTHORIZED_PARTIES ?? [],
  }
}

function basicAccountOf({ BASIC_AUTH_USERNAME: username, BASIC_AUTH_PASSWORD: password }: Values): BasicAccount | null {
  return username === undefined || password === undefined ? null : { username, password }
}

function modelsOf(values: Values): ModelSettings {
  return {
    ...defaultModelSettings,
    directory: new URL('models', ROOT).pathname,
    embeddingThreads: values.EMBEDDING_THREADS ?? null,
    openai: {
      apiKey: values.OPENAI_API_KEY ?? null,
      model: values.OPENAI_MODEL ?? defaultModelSettings.openai.model,
      baseUrl: values.OPENAI_BASE_URL ?? null,
    },
    gemini: {
      ...defaultModelSettings.gemini,
      apiKey: values.GEMINI_API_KEY ?? null,
      model: values.GEMINI_MODEL ?? defaultModelSettings.gemini.model,
    },
    dailyTokens: values.MODEL_DAILY_TOKENS ?? null,
    requestsPerMinute: values.MODEL_REQUESTS_PER_MINUTE ?? null,
    timeoutSeconds: values.MODEL_TIMEOUT ?? defaultModelSettings.timeoutSeconds,
    inputDollarsPerMillion: values.MODEL_INPUT_DOLLARS_PER_MILLION ?? null,
    outputDollarsPerMillion: values.MODEL_OUTPUT_DOLLARS_PER_MILLION ?? null,
  }
}

function documentsOf(values: Values): DocumentSettings {
  return {
    ...documentDefaults,
    allowedHosts: values.RESUME_ALLOWED_HOSTS ?? [],
    sizeBytesMax: values.RESUME_BYTES_MAX ?? documentDefaults.sizeBytesMax,
    s3: {
      endpointUrl: values.S3_ENDPOINT_URL,
      region: values.AWS_DEFAULT_REGION,
      accessKeyId: values.AWS_ACCESS_KEY_ID,
      secretAccessKey: values.AWS_SECRET_ACCESS_KEY,
    },
  }
}

function webhooksOf(values: Values, made: MadeSecrets | null): WebhookSettings {
  return {
    ...webhookDefaults,
    baseUrl: values.RECIPROCITY_BACKEND_URL ?? null,
    secrets: values.WEBHOOK_SECRETS ?? (made ? [made.webhookSecret] : []),
    timeoutSeconds: values.WEBHOOK_TIMEOUT ?? webhookDefaults.timeoutSeconds,
  }
}

function peopleOf(values: Values): Settings['people'] {
  return {
    requireApproval: values.REQUIRE_APPROVAL ?? true,
    scoreMin: values.SIMILARITY_THRESHOLD ?? 0.3,
    batchIntervalSeconds: values.MATCHMAKING_INTERVAL ?? 900,
    callbackPaths: {
      summaryReady: values.CALLBACK_SUMMARY_READY_PATH ?? '',
      matchesReady: values.CALLBACK_MATCHES_READY_PATH ?? '',
      batchMatchesReady: values.CALLBACK_BATCH_MATCHES_READY_PATH ?? '',
      searchFound: values.CALLBACK_SEARCH_FOUND_PATH ?? '',
    },
    search: {
      inactiveDays: values.INACTIVE_DAYS ?? 45,
      promptParser: values.PROMPT_PARSER ?? 'rules',
      weights: values.SEARCH_WEIGHTS ?? {},
    },
  }
}

function hostOf(values: Values): Settings['host'] {
  const { RECIPROCITY_BACKEND_DB_URL: url, RECIPROCITY_BACKEND_DB_MAPPING: given } = values
  if (url === undefined) return null
  return { url, mapping: readMapping('RECIPROCITY_BACKEND_DB_MAPPING', given, hostMappingShape) }
}

function profilesHostOf(values: Values): Settings['profilesHost'] {
  const { PROFILES_DATABASE_URL: url, PROFILES_DATABASE_MAPPING: given } = values
  if (url === undefined) return null
  const mapping = readMapping('PROFILES_DATABASE_MAPPING', given, profilesMappingShape)
  return { url, mapping, syncSeconds: values.PROFILES_SYNC_INTERVAL ?? 300 }
}
