/** The product as a process of its own, with whatever settings a bench wants. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const serviceKey = 'a-service-key-for-benches-only'

export interface BenchServer {
  readonly address: string
  readonly processId: number
  /** The most memory that the process ever held, in bytes. */
  memoryPeakBytes(): Promise<number>
  /** The longest that the event loop stood still since the last call, in milliseconds. */
  longestBlockMs(): Promise<number>
  call<Body>(method: string, path: string, body?: unknown): Promise<Body>
  stop(): Promise<void>
}

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const watch = new URL('./watch.ts', import.meta.url).href

const secrets = {
  SERVICE_API_KEY: serviceKey,
  JWT_SECRET: 'a-secret-for-tokens-in-benches-only-32',
  WEBHOOK_SECRETS: `whsec_${Buffer.from('a secret for callbacks in benches').toString('base64')}`,
}

/** Only what a bench says is set; the rest of the environment stays outside, so that no setting of the shell counts. */
export async function startServer(settings: Readonly<Record<string, string>>): Promise<BenchServer> {
  const child = spawn(process.execPath, ['--import', watch, main], {
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: '0',
      SLOW_QUERY: '1h',
      SLOW_REQUEST: '1h',
      ...secrets,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const address = await readAddress(child)
  return {
    address,
    processId: child.pid ?? 0,
    async memoryPeakBytes() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmHWM:\s+(?<kilobytes>\d+) kB/u.exec(status)?.groups?.['kilobytes']) * 1024
    },
    async longestBlockMs() {
      child.send('longest block')
      const [ms] = await once(child, 'message')
      return Number(ms)
    },
    call: (method, path, body) => call(`${address}${path}`, method, body),
    async stop() {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    },
  }
}

/** Reads on after the address, so that the child never waits for somebody to take its log. */
function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it answered.`)))
    if (!child.stdout) throw new Error('The server has no output.')
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /^Reciprocity answers at (?<address>\S+?)\.? /u.exec(line)?.groups?.['address']
      if (address) resolve(address)
      if (/"level":"(?:error|warn)"/u.test(line)) console.log(line)
    })
  })
}

async function call<Body>(url: string, method: string, body: unknown): Promise<Body> {
  const response = await fetch(url, {
    method,
    headers: { 'x-api-key': serviceKey, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text.slice(0, 500)}`)
  return JSON.parse(text) as Body
}
