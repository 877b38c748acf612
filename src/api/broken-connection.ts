import type { Socket } from 'node:net'
import { carriesLongBody } from './long-bodies.ts'
import { answerProblem, brokenRequest, requestIdFrom } from './wire/index.ts'

/**
 * Answers bytes that are no request, or that come too slowly or without end, and hangs up. There is nothing to answer
 * to, so the answer is written by hand; nothing is logged, as anybody can send such bytes at any rate.
 */
export function breakOff(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && carriesLongBody(socket)) return
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = brokenRequest(error)
  const { mediaType, body } = answerProblem(problem, requestIdFrom(undefined))
  const lines = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `Content-Type: ${mediaType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ]
  socket.end(lines.join('\r\n'), () => socket.destroy())
}
