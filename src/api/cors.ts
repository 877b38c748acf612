import { renewedTokenHeader } from './wire/index.ts'

/** Which pages may call us (`CORS_ORIGINS`). No cookies are taken, so nothing is sent on a visitor's behalf. */
export const corsOptions = (origins: readonly string[]) => ({
  origin: origins.includes('*') ? '*' : [...origins],
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-API-Key', 'X-Request-Id'],
  exposedHeaders: [
    'Idempotency-Replayed',
    'RateLimit-Limit',
    'RateLimit-Remaining',
    'RateLimit-Reset',
    'Retry-After',
    renewedTokenHeader,
    'X-Request-Id',
  ],
  maxAge: 600,
  strictPreflight: false,
})
