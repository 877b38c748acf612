/**
 * The load generator, in a process of its own: asks for one person's matches after the other's, and sends the parent the
 * requests per second. Told as JSON: address, headers, connections, which persons by their numbers, and for how many seconds
 * these are asked for again and again; null: each of them once.
 */
import autocannon from 'autocannon'
import { z } from 'zod'

const orders = z.object({
  address: z.string(),
  headers: z.record(z.string(), z.string()),
  connections: z.number(),
  seconds: z.number().nullable(),
  first: z.number(),
  people: z.number(),
})

const { address, headers, connections, seconds, first, people } = orders.parse(JSON.parse(process.argv[2] ?? ''))
let asked = 0

const result = await autocannon({
  url: address,
  headers,
  connections,
  ...(seconds === null ? { amount: people } : { duration: seconds }),
  requests: [
    {
      setupRequest(request) {
        const person = first + (asked % people)
        asked += 1
        return { ...request, path: `/api/v1/matching/person-${person}/matches` }
      },
    },
  ],
})
if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`)
process.send?.({ perSecond: result.requests.total / result.duration, asked, p99Ms: result.latency.p99 })
