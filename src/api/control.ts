/**
 * How a command reaches the server that runs: a socket that only the operator can open. One line of JSON asks,
 * `{"command": "keys", "args": ["list"]}`, and one answers, `{"lines": ["…"], "exitCode": 0}`.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

export interface ControlAnswer {
  /** What the command prints. */
  readonly lines: readonly string[]
  readonly exitCode: number
}

/** Runs a command; what it throws is answered as a failure without its words. */
export type ControlHandler = (command: string, args: readonly string[]) => Promise<ControlAnswer>

export interface Control {
  close(): Promise<void>
}

const question = z.object({ command: z.string(), args: z.array(z.string()) })
const answer = z.object({ lines: z.array(z.string()), exitCode: z.int() })

/** The kernel keeps the path of a socket in 108 bytes (104 on macOS), its end included. */
const PATH_BYTES_MAX = 100
const LINE_LENGTH_MAX = 1_000_000
const NOT_UNDERSTOOD: ControlAnswer = { lines: ['The command was not understood.'], exitCode: 2 }
const FAILED: ControlAnswer = { lines: ['The command failed; the server has logged why.'], exitCode: 1 }

/**
 * Listens at `path`, taking the place of a socket whose owner died: whoever calls this holds the lock on the folder.
 * Where `path` is too long for a socket, one is made in a folder of its own below the system's, and its place is
 * written to `<path>.at`.
 */
export async function openControl(path: string, handler: ControlHandler): Promise<Control> {
  const place = await placeFor(path)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    // Whoever asked may be gone before the answer: that is their affair and must not end the server.
    converse(socket, handler).catch(() => socket.destroy())
  })
  await listenPrivately(server, place)
  return {
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await clear(path)
    },
  }
}

/** The answer of the server that runs; null when none does. */
export async function callControl(
  path: string,
  command: string,
  args: readonly string[],
): Promise<ControlAnswer | null> {
  const socket = await reach(await placeOf(path))
  if (socket === null) return null
  try {
    socket.write(`${JSON.stringify({ command, args })}\n`)
    for await (const line of createInterface({ input: socket, crlfDelay: Infinity }))
      return answer.parse(JSON.parse(line))
    return { lines: ['The server hung up before it answered.'], exitCode: 1 }
  } finally {
    socket.destroy()
  }
}

const recordOf = (path: string): string => `${path}.at`

async function placeFor(path: string): Promise<string> {
  await clear(path)
  if (Buffer.byteLength(path) <= PATH_BYTES_MAX) return path
  const folder = await mkdtemp(join(tmpdir(), 'reciprocity-'))
  const place = join(folder, 'control.sock')
  await writeFile(recordOf(path), place, { mode: 0o600 })
  return place
}

async function placeOf(path: string): Promise<string> {
  return Buffer.byteLength(path) <= PATH_BYTES_MAX ? path : readFile(recordOf(path), 'utf8').catch(() => '')
}

/** Takes away what a server, this one or one that died, left behind. */
async function clear(path: string): Promise<void> {
  const place = await placeOf(path)
  if (place === path) return rm(path, { force: true })
  if (place !== '') await rm(dirname(place), { recursive: true, force: true })
  await rm(recordOf(path), { force: true })
}

/** The mask is set while the socket is made, so that there is no instant at which others could open it. */
async function listenPrivately(server: Server, place: string): Promise<void> {
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject).once('listening', resolve)
  })
  const mask = process.umask(0o177)
  try {
    server.listen(place)
  } finally {
    process.umask(mask)
  }
  await listening
}

async function converse(socket: Socket, handler: ControlHandler): Promise<void> {
  let pending = ''
  socket.setEncoding('utf8')
  for await (const part of socket as AsyncIterable<string>) {
    pending += part
    if (pending.length > LINE_LENGTH_MAX) break
    const lines = pending.split('\n')
    pending = lines.pop() ?? ''
    for (const line of lines) socket.write(`${JSON.stringify(await reply(line, handler))}\n`)
  }
  socket.destroy()
}

async function reply(line: string, handler: ControlHandler): Promise<ControlAnswer> {
  const asked = question.safeParse(parse(line))
  if (!asked.success) return NOT_UNDERSTOOD
  return handler(asked.data.command, asked.data.args).catch(() => FAILED)
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function reach(place: string): Promise<Socket | null> {
  if (place === '') return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const socket = connect(place)
    socket.once('connect', () => resolve(socket))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'].includes(error.code ?? '')) resolve(null)
      else reject(error)
    })
  })
}
