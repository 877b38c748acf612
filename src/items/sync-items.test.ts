import { expect, test } from 'vitest'
import { silentLogger } from '../base/index.ts'
import { syncItems } from './sync-items.ts'

const rebuild = async (_signal: AbortSignal, tell: (line: string) => void) => tell('All was built anew.')
const sync = async (isFull: boolean) => {
  const lines: string[] = []
  await syncItems({ log: silentLogger, following: null, rebuild }, { isFull, tell: (line) => lines.push(line) })
  return lines
}

test('without a host there is nothing to follow, and still what is derived can be built anew', async () => {
  await expect(sync(false)).rejects.toMatchObject({ code: 'server.setting', detail: /MAIN_DATABASE_URL/u })
  expect(await sync(true)).toEqual(['There is nothing to follow: MAIN_DATABASE_URL is not set.', 'All was built anew.'])
})
