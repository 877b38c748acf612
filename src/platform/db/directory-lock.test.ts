import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Order } from '../../../test/support/lock-contender.ts'
import { lockDirectory } from './directory-lock.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'reciprocity-lock-'))
/** What a process that died in its work leaves behind, whole or cut off. */
const stale = ['{"pid":4194297,"startedAt":"1","token":"x"}', '4194297', '{"pid":', '']

const contenders: ChildProcess[] = []
afterEach(() => {
  for (const child of contenders.splice(0)) child.kill('SIGKILL')
})

async function contender(): Promise<ChildProcess> {
  const child = fork(new URL('../../../test/support/lock-contender.ts', import.meta.url), { stdio: 'inherit' })
  contenders.push(child)
  await once(child, 'message')
  return child
}

async function tell(child: ChildProcess, order: Order): Promise<string> {
  const answer = once(child, 'message')
  child.send(order)
  return String((await answer)[0])
}

test('in a folder that everybody may look into, nobody else may take the lock', async () => {
  const directory = folder()
  chmodSync(directory, 0o755)
  writeFileSync(join(directory, 'owner.sqlite'), '', { mode: 0o644 })
  const lock = await lockDirectory(directory)
  for (const name of readdirSync(directory))
    expect([name, statSync(join(directory, name)).mode & 0o077]).toEqual([name, 0])
  lock.release()
})

test('a folder has one owner at a time, who is named to others, and is free again after it', async () => {
  const directory = folder()
  const lock = await lockDirectory(directory)
  await expect(lockDirectory(directory)).rejects.toThrow(
    `DATA_DIR ${directory} is in use by process ${process.pid}. Stop it, or choose another DATA_DIR.`,
  )
  lock.release()
  expect(existsSync(join(directory, 'owner.lock'))).toBe(false)
  const again = await lockDirectory(directory)
  again.release()
})

test.each(stale)('what a dead owner left behind, %j, is in nobody’s way', async (left) => {
  const directory = folder()
  writeFileSync(join(directory, 'owner.lock'), left)
  const lock = await lockDirectory(directory)
  lock.release()
})

test('releasing late does not take the folder from its next owner', async () => {
  const directory = folder()
  const first = await lockDirectory(directory)
  first.release()
  const second = await lockDirectory(directory)
  first.release()
  await expect(lockDirectory(directory)).rejects.toThrow(/is in use/u)
  second.release()
})

test('of many who start at once beside a stale lock exactly one is the owner, thirty times over', async () => {
  const children = await Promise.all(Array.from({ length: 8 }, contender))
  for (let round = 0; round < 30; round += 1) {
    const directory = folder()
    writeFileSync(join(directory, 'owner.lock'), stale[round % stale.length] ?? '')
    const atMs = Date.now() + 20
    const answers = await Promise.all(children.map((child) => tell(child, { take: directory, atMs })))
    expect(answers.filter((answer) => answer === 'owner').length, `round ${round}: ${answers.join('\n')}`).toBe(1)
    for (const answer of answers) if (answer !== 'owner') expect(answer).toMatch(/^Problem: DATA_DIR .* is in use by /u)
    await Promise.all(children.map((child) => tell(child, 'release')))
  }
}, 60_000)

test('a folder that changes hands is never in two, and is free the moment its owner is killed', async () => {
  const directory = folder()
  for (let round = 0; round < 3; round += 1) {
    const [owner, heir] = [await contender(), await contender()]
    expect(await tell(owner, { take: directory, atMs: 0 })).toBe('owner')
    expect(await tell(heir, { take: directory, atMs: 0 })).toContain(`in use by process ${owner.pid}`)
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    expect(await tell(heir, { take: directory, atMs: 0 })).toBe('owner')
    heir.kill('SIGKILL')
    await once(heir, 'exit')
  }
}, 60_000)
