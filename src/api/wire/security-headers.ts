/** Headers that every answer carries. A JSON interface has nothing to frame, to run or to guess a type of. */

/** Few, because each is a line of every answer: what concerns pages only is sent with the pages. */
export const securityHeaders = {
  // Answers are about people: no cache between us and the caller may keep one.
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  // Plain HTTP ignores it, so it costs a local trial nothing. Names below this one are not ours to speak for.
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

/** For pages besides: they keep to themselves, and where a reader came from is the reader's affair. */
export const pageHeaders = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-permitted-cross-domain-policies': 'none',
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
