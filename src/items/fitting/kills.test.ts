import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLogger } from '../../base/index.ts'
import { realDatabaseUrl } from '../../../test/support/db.ts'
import { fittingRoom } from '../../../test/support/fitting-room.ts'
import type { FittingRoom } from '../../../test/support/fitting-room.ts'
import { fitIfNew } from './fit-model.ts'
import { openFits } from './open-fits.ts'

/** On an embedded database there is no second process. */
const onRealDatabase = test.skipIf(!realDatabaseUrl)

let room: FittingRoom
beforeAll(async () => void (room = await fittingRoom()))
afterAll(() => room.corner.close())

const startFitting = (): ChildProcess =>
  spawn(
    process.execPath,
    [fileURLToPath(new URL('../../../test/support/fit-once.ts', import.meta.url)), room.corner.url ?? ''],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )

const isThere = async (query: string): Promise<boolean> => (await room.corner.db.statements(query)).rows.length > 0

async function until(query: string): Promise<void> {
  for (let tries = 0; !(await isThere(query)); tries += 1) {
    if (tries > 3000) throw new Error(`It did not come true: ${query}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function killed(process_: ChildProcess): Promise<void> {
  process_.kill('SIGKILL')
  if (process_.exitCode === null && process_.signalCode === null) await once(process_, 'exit')
}

async function loadedId(): Promise<string | undefined> {
  const fits = openFits({ db: room.corner.db, log: silentLogger })
  await fits.settled()
  fits.close()
  return fits.model()?.id
}

/** Each piece takes so long to write that there is a moment between two of them. */
const slowPieces = `create function slow_piece() returns trigger language plpgsql
    as $$ begin perform pg_sleep(0.5); return new; end $$;
  create trigger slow_piece before insert on fit_parts for each row execute function slow_piece()`
const quickPieces = 'drop trigger slow_piece on fit_parts; drop function slow_piece()'

onRealDatabase(
  'a process that is killed while it fits, or while it writes, leaves the model before it answering',
  async () => {
    const person = (at: number): readonly string[] => [0, 1, 2, 3, 4].map((item) => `i${(at + item * 3) % 40}`)
    await room.like(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`u${at}`, person(at)])))
    await fitIfNew(room.deps, room.run)
    const before = await loadedId()
    await room.corner.db.statements(slowPieces)
    const building = `select 1 from fits where state = 'building'`
    for (const moment of [
      building,
      `select 1 from fits f join fit_parts p on p.fit_id = f.id where state = 'building'`,
    ]) {
      await room.like({ [`new ${moment}`]: ['i1', 'i2'] })
      const fitting = startFitting()
      await until(moment)
      await killed(fitting)
      expect(await loadedId()).toBe(before)
      // Nobody waits for the dead for longer than half a minute.
      await room.corner.db.statements(
        `update fits set seen_at = now() - interval '31 seconds' where state = 'building'`,
      )
    }
    await room.corner.db.statements(quickPieces)
    expect(await fitIfNew(room.deps, room.run)).toBe('fitted')
    expect(await loadedId()).not.toBe(before)
    expect(await isThere(building)).toBe(false)
    expect(
      await isThere(
        `select 1 from fit_parts where fit_id not in (select id from fits where state in ('ready', 'retired'))`,
      ),
    ).toBe(false)
  },
)
