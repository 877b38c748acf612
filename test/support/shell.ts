/** Runs what a page tells a reader to type: a real server, a real shell, the commands as they stand. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repository } from './pages.ts'
import { quickEnvironment, quickFlags } from './quick-start.ts'

const REPOSITORY = fileURLToPath(repository)
const NODE = join(REPOSITORY, 'node_modules/.bin/node')
/** Seconds on a quiet machine; tests also run beside others. */
const START_MS_MAX = 120_000

export type Settings = Readonly<Record<string, string>>

/** What a program is given when nothing is said: no setting of whoever runs the tests. */
const bareEnvironment = (): Settings => ({
  PATH: `${join(REPOSITORY, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
  HOME: process.env['HOME'] ?? tmpdir(),
  ...quickEnvironment,
  // A file .env of whoever runs the tests must not lead elsewhere.
  DATABASE_URL: '',
  REDIS_URL: '',
})

export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  readonly address: string
  readonly folder: string
  /** What it has written so far. */
  readonly output: () => string
  /** Ends it and says how it ended. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts the program in `folder`, whose `data` is its own, on a free port. */
export async function startServer(
  folder: string,
  settings: Settings = {},
  flags: readonly string[] = [],
): Promise<RunningServer> {
  const child = spawn(NODE, [...quickFlags, join(REPOSITORY, 'src/main.ts'), ...flags], {
    cwd: folder,
    // At home in its folder: whatever a library leaves in the home of its user is seen there.
    env: { ...bareEnvironment(), HOME: folder, PORT: '0', EMBEDDING_THREADS: '1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (output += text))
  const ended = once(child, 'exit')
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal)
    await ended
    return child.exitCode
  }
  const giveUpAt = Date.now() + START_MS_MAX
  while (!/Reciprocity (?:answers at|works on jobs)/u.test(output)) {
    if (child.exitCode !== null || Date.now() > giveUpAt) {
      await stop('SIGKILL')
      throw new Error(`The server did not start:\n${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const port = /Reciprocity answers at http:\/\/[^\s]+:(\d+)/u.exec(output)?.[1]
  return { address: `http://127.0.0.1:${port}`, folder, output: () => output, stop }
}

/** A folder that nobody else has. */
export async function emptyFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'reciprocity-page-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Told of a failing address, a reader sees it; the shell of a test would not, so curl says it with its exit code. */
const PRELUDE = String.raw`
set -eu
curl() { command curl --fail-with-body --write-out '\n' "$@"; }
npm() { command npm --prefix "$REPOSITORY" "$@"; }
`

export interface ShellOptions {
  /** The folder that the reader stands in. */
  readonly folder: string
  readonly environment?: Settings
  /** Further lines before the first block. */
  readonly prelude?: string
  readonly timeoutMs?: number
}

/**
 * Runs blocks one after the other in one shell, and returns what each printed.
 * @throws Error with the block that failed and its output
 */
export async function runBlocks(blocks: readonly string[], options: ShellOptions): Promise<readonly string[]> {
  const { folder, environment = {}, prelude = '', timeoutMs = 240_000 } = options
  const notes = await emptyFolder()
  const script = blocks.map((block, index) => `{\n${block}\n} >"${notes.path}/${index}" 2>&1\n`).join('')
  await writeFile(join(notes.path, 'script'), `${PRELUDE}${prelude}\n${script}`)
  const child = spawn('bash', [join(notes.path, 'script')], {
    cwd: folder,
    env: { ...bareEnvironment(), DATA_DIR: join(folder, 'data'), REPOSITORY, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: timeoutMs,
  })
  const [code] = await once(child, 'exit')
  const printed: string[] = []
  for (const index of blocks.keys()) {
    // A block that was not reached has no file.
    const text = await readFile(join(notes.path, String(index)), 'utf8').catch(() => null)
    if (text !== null) printed.push(text)
  }
  await notes.remove()
  if (code === 0) return printed
  const last = printed.length - 1
  throw new Error(`A block failed (${code ?? 'too slow'}):\n${blocks[last]}\n---\n${printed[last]}`)
}
