/** Headers that every answer carries. A JSON interface has nothing to frame, to run or to guess a type of. */

/** For answers that are data: a browser that is led to one must not make a page of it. */
export const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  // Says nothing about requests that CORS allows, only about pages that would embed an answer.
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  // Plain HTTP ignores it, so it costs a local trial nothing. Names below this one are not ours to speak for.
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  // Answers are about people: no cache between us and the caller may keep one.
  'cache-control': 'no-store',
} as const

/** For `/docs`: its own scripts, styles and pictures, and requests to this very host to try things out. */
export const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // The page sets styles from its script as attributes, which the policy counts as inline.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
