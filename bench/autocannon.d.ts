/** As much of autocannon as the load generator uses. */
declare module 'autocannon' {
  export interface Request {
    readonly method?: string
    readonly path?: string
    readonly body?: string
  }
  export interface Options {
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly connections: number
    /** Seconds. */
    readonly duration?: number
    /** Requests in all; then there is no duration. */
    readonly amount?: number
    readonly requests: readonly { readonly method?: string; readonly setupRequest: (request: Request) => Request }[]
  }
  export interface Result {
    readonly non2xx: number
    readonly errors: number
    readonly requests: { readonly total: number }
    /** Seconds. */
    readonly duration: number
    readonly latency: { readonly p50: number; readonly p99: number }
  }
  const autocannon: (options: Options) => Promise<Result>
  export default autocannon
}
