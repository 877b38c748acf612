/** The yardstick: one Fastify route that returns given bytes, in a process of its own. Its parent sends the bodies. */
import { once } from 'node:events'
import { fastify } from 'fastify'

const [texts] = (await once(process, 'message')) as [readonly string[]]
const bodies = texts.map((text) => Buffer.from(text))
const app = fastify()
let asked = 0
app.get('/api/v1/matching/:user_id/matches', (_, reply) => {
  asked += 1
  return reply.header('content-type', 'application/json; charset=utf-8').send(bodies[asked % bodies.length])
})
process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }))
process.on('disconnect', () => process.exit(0))
