/** Which request the running code works for, so that each log line can say so without being handed the id. */
import { AsyncLocalStorage } from 'node:async_hooks'

export interface RequestFacts {
  readonly requestId: string
  /** The pattern of the route, never the path that was asked for: paths carry ids. */
  readonly route?: string
}

const storage = new AsyncLocalStorage<RequestFacts>()

/** Runs `work`, and all that it starts, under the given request. Takes callbacks too, as hooks of a server need. */
export function withRequest<Result>(request: RequestFacts, work: () => Result): Result {
  return storage.run(request, work)
}

/** Undefined outside any request. */
export const currentRequest = (): RequestFacts | undefined => storage.getStore()

/** Undefined outside any request. */
export const currentRequestId = (): string | undefined => storage.getStore()?.requestId
