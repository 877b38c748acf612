/**
 * The load generator of recommendations, in a process of its own: asks for one person's list after the other's, and sends the
 * parent requests per second and the median wait. Told as JSON, as `load.ts` is.
 */
import autocannon from 'autocannon'
import { z } from 'zod'

const orders = z.object({
  address: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  bodies: z.record(z.string(), z.unknown()),
  connections: z.number(),
  seconds: z.number(),
  first: z.number(),
  people: z.number(),
})

const { address, path, headers, bodies, connections, seconds, first, people } = orders.parse(
  JSON.parse(process.argv[2] ?? ''),
)
let asked = 0

const result = await autocannon({
  url: address,
  headers,
  connections,
  duration: seconds,
  requests: [
    {
      method: 'POST',
      setupRequest(request) {
        const person = first + (asked % people)
        asked += 1
        return { ...request, path, body: JSON.stringify({ user_id: `person-${person}`, ...bodies }) }
      },
    },
  ],
})
if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`)
process.send?.({ perSecond: result.requests.total / result.duration, p50Ms: result.latency.p50 })
