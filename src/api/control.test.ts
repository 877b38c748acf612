import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { callControl, openControl } from './control.ts'
import type { Control, ControlHandler } from './control.ts'

let folder: string
let controls: Control[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'control-test-'))
})
afterEach(async () => {
  await Promise.all(controls.splice(0).map((control) => control.close()))
  await rm(folder, { recursive: true, force: true })
})

const echo: ControlHandler = async (command, args) => ({ lines: [command, ...args], exitCode: args.length })

async function open(path: string, handler: ControlHandler = echo): Promise<Control> {
  const control = await openControl(path, handler)
  controls.push(control)
  return control
}

const short = (): string => join(folder, 'control.sock')

/** A path that no socket can have. */
async function long(): Promise<string> {
  const deep = join(folder, 'x'.repeat(120))
  await mkdir(deep, { recursive: true })
  return join(deep, 'control.sock')
}

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

test('a command and its words arrive, and its lines and its exit code come back', async () => {
  await open(short())
  expect(await callControl(short(), 'keys', ['create', '--name', 'Žofie 😀\nline'])).toEqual({
    lines: ['keys', 'create', '--name', 'Žofie 😀\nline'],
    exitCode: 3,
  })
})

test('only the operator can open the socket, from the instant that it is there', async () => {
  await open(short())
  expect(await modeOf(short())).toBe(0o600)
  expect(process.umask()).toBe(0o022)
})

test('where no server runs, nobody answers', async () => {
  expect(await callControl(short(), 'keys', [])).toBe(null)
  expect(await callControl(await long(), 'keys', [])).toBe(null)
})

test('where a server died, nobody answers, and the next server takes its place', async () => {
  await writeFile(short(), '')
  expect(await callControl(short(), 'keys', [])).toBe(null)
  await open(short())
  expect(await callControl(short(), 'again', [])).toMatchObject({ lines: ['again'] })
})

test('a server that has closed leaves nothing behind', async () => {
  const path = await long()
  const [near, far] = [await open(short()), await open(path)]
  await near.close()
  await far.close()
  controls = []
  expect(await readdir(folder)).toEqual(['x'.repeat(120)])
  expect(await readdir(dirname(path))).toEqual([])
  expect(await callControl(short(), 'keys', [])).toBe(null)
})

test('a path that is too long for a socket is made up for by one elsewhere, as private', async () => {
  const path = await long()
  await open(path)
  expect(await callControl(path, 'far', ['away'])).toEqual({ lines: ['far', 'away'], exitCode: 1 })
  const place = await readFile(`${path}.at`, 'utf8')
  expect(Buffer.byteLength(place)).toBeLessThan(104)
  expect(await modeOf(place)).toBe(0o600)
  expect(await modeOf(dirname(place))).toBe(0o700)
  expect(await modeOf(`${path}.at`)).toBe(0o600)
})

test('the folder that a dead server left elsewhere is taken away by the next one', async () => {
  const path = await long()
  await open(path)
  const first = await readFile(`${path}.at`, 'utf8')
  const second = await openControl(path, echo)
  controls = [second]
  await expect(stat(dirname(first))).rejects.toThrow()
  expect(await callControl(path, 'here', [])).toMatchObject({ lines: ['here'] })
})

test('a command that fails is told to have failed, without its words', async () => {
  await open(short(), async () => {
    throw new Error('postgres://user:hunter2@host')
  })
  expect(await callControl(short(), 'keys', [])).toEqual({
    lines: ['The command failed; the server has logged why.'],
    exitCode: 1,
  })
})

test('commands of several operators run beside each other and find their own way back', async () => {
  await open(short(), async (command) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
    return { lines: [createHash('sha256').update(command).digest('hex')], exitCode: 0 }
  })
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => callControl(short(), `command ${index}`, [])),
  )
  expect(answers.map((answer) => answer?.lines[0])).toEqual(
    Array.from({ length: 30 }, (_, index) => createHash('sha256').update(`command ${index}`).digest('hex')),
  )
})

test('an answer of many lines comes whole', async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `key ${index} ${'x'.repeat(40)}`)
  await open(short(), async () => ({ lines, exitCode: 0 }))
  expect((await callControl(short(), 'list', []))?.lines).toEqual(lines)
})

test('a server that dies while it works is noticed', async () => {
  const control = await openControl(short(), () => new Promise(() => {}))
  const asked = callControl(short(), 'long', [])
  await new Promise((resolve) => setTimeout(resolve, 50))
  await control.close()
  expect(await asked).toEqual({ lines: ['The server hung up before it answered.'], exitCode: 1 })
})

/** Writes bytes to the socket, and says what came back until the other side is done or hangs up. */
function raw(path: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(path, () => socket.write(bytes))
    socket.on('data', (part) => {
      text += part.toString()
      socket.end()
    })
    socket.on('error', () => {}).on('close', () => resolve(text))
  })
}

test.each([['no JSON\n'], ['{}\n'], ['{"command":1,"args":[]}\n'], ['{"command":"a","args":"b"}\n'], ['[]\n'], ['\n']])(
  '%j is not understood, and the server goes on',
  async (bytes) => {
    await open(short())
    expect(JSON.parse(await raw(short(), bytes))).toEqual({ lines: ['The command was not understood.'], exitCode: 2 })
    expect(await callControl(short(), 'still', [])).toMatchObject({ lines: ['still'] })
  },
)

test('a line without end is hung up on', async () => {
  await open(short())
  expect(await raw(short(), 'x'.repeat(1_100_000))).toBe('')
  expect(await callControl(short(), 'still', [])).toMatchObject({ lines: ['still'] })
})

test('a file that is in the way is not written through', async () => {
  const target = join(folder, 'precious')
  await writeFile(target, 'precious')
  await symlink(target, short())
  await open(short())
  expect(await readFile(target, 'utf8')).toBe('precious')
  expect(await callControl(short(), 'fine', [])).toMatchObject({ lines: ['fine'] })
})
