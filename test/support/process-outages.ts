/** Parties that can be lost and found again: a line that is cut, a Redis of one's own that is killed. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A line to a server, under an address of its own. */
export interface Line {
  /** `url` with the host and port of the line. */
  through(url: string): string
  /** Breaks every connection and refuses new ones. */
  cut(): void
  heal(): Promise<void>
  close(): Promise<void>
}

export async function openLine(url: string): Promise<Line> {
  const { hostname, port: target } = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(one)
          other.destroy()
        })
      one.pipe(other)
    }
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const port = await listen(0)
  const cut = (): void => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return {
    through(original) {
      const changed = new URL(original)
      changed.host = `127.0.0.1:${port}`
      return changed.toString()
    },
    cut,
    heal: async () => void (await listen(port)),
    async close() {
      if (server.listening) cut()
    },
  }
}

export interface OwnRedis {
  readonly url: string
  kill(): Promise<void>
  /** At the same address, empty. */
  start(): Promise<void>
}

export async function openRedis(): Promise<OwnRedis> {
  const port = await freePort()
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp']
    child = spawn('redis-server', args, { stdio: 'ignore' })
    process.once('exit', () => child?.kill('SIGKILL'))
    while (!(await answers(port))) await sleep(20)
  }
  await start()
  return {
    url: `redis://127.0.0.1:${port}/0`,
    start,
    async kill() {
      child?.kill('SIGKILL')
      if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
