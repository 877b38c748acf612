import type { FastifyReply } from 'fastify'
import type { WireAnswer } from './wire/index.ts'

/** Puts an answer on the wire as it is: a body that is text already goes through no serialiser. */
export function send(reply: FastifyReply, { status, mediaType, body, headers }: WireAnswer): FastifyReply {
  reply.code(status)
  if (headers) reply.headers(headers)
  if (mediaType === null) return reply.send()
  return reply.header('content-type', mediaType).send(body)
}
