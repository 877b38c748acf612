/** What the operator decides about callbacks. */
import { Problem } from '../../base/index.ts'
import { webhookSecretFault } from './signature.ts'

export interface WebhookSettings {
  /** The address that callback paths are put behind; null: the host is not called. The operator's, so not guarded. */
  readonly baseUrl: string | null
  /** `whsec_…`, the newest first. Each signs every callback. */
  readonly secrets: readonly string[]
  /** How long one attempt may take in all. */
  readonly timeoutSeconds: number
  /** How long the body of a finished callback is kept, for replays. */
  readonly retentionSeconds: number
  /** How long its row is kept. */
  readonly rowRetentionSeconds: number
  /** Seconds before each attempt. Default: `scheduleSeconds`. */
  readonly schedule?: readonly number[]
  /** What a lease lasts beyond the time of an attempt. Default 15. */
  readonly leaseMarginSeconds?: number
  /** 0 to 1, for the jitter. Default: chance. */
  readonly random?: () => number
}

const DAY_SECONDS = 86_400
const TIMEOUT_SECONDS_MAX = 120

export const webhookDefaults = {
  timeoutSeconds: 15,
  retentionSeconds: 30 * DAY_SECONDS,
  rowRetentionSeconds: 90 * DAY_SECONDS,
} as const satisfies Partial<WebhookSettings>

/** @throws Problem `server.setting` in words that name no secret and no address. */
export function checkWebhookSettings(settings: WebhookSettings): void {
  const fault = faultOf(settings)
  if (fault !== null) throw new Problem('server.setting', fault)
}

function faultOf({ baseUrl, secrets, timeoutSeconds }: WebhookSettings): string | null {
  if (baseUrl !== null && !isHttpBase(baseUrl)) {
    return 'RECIPROCITY_BACKEND_URL must be an http or https address without a query, like http://localhost:3000/api.'
  }
  for (const [index, secret] of secrets.entries()) {
    const secretFault = webhookSecretFault(secret)
    if (secretFault !== null) return `Secret ${index + 1} of WEBHOOK_SECRETS ${secretFault}.`
  }
  if (timeoutSeconds > 0 && timeoutSeconds <= TIMEOUT_SECONDS_MAX) return null
  return `The time limit of a callback must be more than 0 and at most ${TIMEOUT_SECONDS_MAX} seconds.`
}

function isHttpBase(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && /^https?:$/u.test(url.protocol) && url.search === '' && url.hash === ''
}

/** `http://localhost:3000/api/` and `/user/summary-ready` meet in exactly one slash. */
export function callbackUrl(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/u, '')}/${path.replace(/^\/+/u, '')}`
}
