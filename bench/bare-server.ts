/** The yardstick: Fastify routes that return given bytes, in a process of their own. Its parent sends the bodies. */
import { once } from 'node:events'
import { fastify } from 'fastify'
import type { FastifyReply } from 'fastify'

const [texts] = (await once(process, 'message')) as [readonly string[]]
const bodies = texts.map((text) => Buffer.from(text))
const app = fastify()
let asked = 0
function answer(_request: unknown, reply: FastifyReply): FastifyReply {
  asked += 1
  return reply.header('content-type', 'application/json; charset=utf-8').send(bodies[asked % bodies.length])
}
app.get('/api/v1/matching/:user_id/matches', answer)
app.post('/personalized', answer)
process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }))
process.on('disconnect', () => process.exit(0))
