/**
 * A file of profiles through the whole server, against a bare COPY of the same rows into tables of the same shape and with
 * the same indexes. Embedding is a job of its own, and does not run here.
 */
import pg from 'pg'
import type { WrittenProfile } from '../src/people/profiles/store.ts'
import { copyIn, copyOut } from './copy.ts'
import { chosen, seededGround } from './ground.ts'
import type { GroundSize } from './ground.ts'
import { profiles } from './members.ts'
import { alternate, judge, median, show, timeMs, title } from './report.ts'
import { serviceKey, startServer } from './server.ts'

const sizes: readonly GroundSize[] = [{ kind: 'postgres', people: 20_000 }]
const ROUNDS = 3
const SEED = 21

for (const size of chosen(sizes)) await run(size)

async function run({ kind, people }: GroundSize): Promise<void> {
  const ground = await seededGround({ name: 'empty', fill: async () => {} }, kind)
  if (ground.url === null) throw new Error('An embedded database takes no COPY.')
  const server = await startServer({ DATA_DIR: ground.folder, ROLES: 'api', DATABASE_URL: ground.url })
  const client = new pg.Client({ connectionString: ground.url })
  await client.connect()
  try {
    await client.query('set search_path = reciprocity, public')
    const lines = [...profiles(people, SEED)].flat().map(lineOf)
    title(
      `Importing ${people} profiles, ${(lines.reduce((sum, line) => sum + line.length, 0) / people).toFixed(0)} bytes each`,
    )
    const send = (): Promise<void> => importLines(server.address, lines)
    await send()
    const tables = await likeThem(client)
    await server.longestBlockMs()
    const taken = await alternate(ROUNDS, {
      async import() {
        await client.query('truncate people, imports cascade')
        return timeMs(send)
      },
      copy: () => tables.copyAll(),
    })
    show('a bare COPY', people / (median(taken.copy) / 1000), 'profiles/s')
    show('the import', people / (median(taken.import) / 1000), 'profiles/s')
    judge({ label: 'import / bare COPY', figure: median(taken.copy) / median(taken.import), atLeast: 0.5 })
    show('longest stop of the event loop', await server.longestBlockMs(), 'ms')
    show('memory of the process, at most', (await server.memoryPeakBytes()) / 2 ** 20, 'MiB')
  } finally {
    await client.end()
    await server.stop()
    await ground.remove()
  }
}

function lineOf(profile: WrittenProfile): string {
  return `${JSON.stringify({
    user_id: profile.personId,
    name: profile.name,
    age: profile.age,
    gender: profile.gender,
    about: profile.about,
    interests: profile.interests,
    needs: profile.needs,
    offers: profile.offers,
    languages: profile.languages,
    latitude: profile.latitude,
    longitude: profile.longitude,
    last_active: profile.lastActive,
    preferences: profile.wants.ageMin === null ? {} : { age_range: [profile.wants.ageMin, profile.wants.ageMax] },
  })}\n`
}

async function importLines(address: string, lines: readonly string[]): Promise<void> {
  const response = await fetch(`${address}/api/v1/people/import`, {
    method: 'POST',
    headers: { 'x-api-key': serviceKey, 'content-type': 'application/x-ndjson' },
    body: lines.join(''),
  })
  const text = await response.text()
  const { kept } = JSON.parse(text) as { readonly kept?: number }
  if (kept !== lines.length) throw new Error(text.slice(0, 500))
}

/** The rows that the import wrote, and empty tables like those that hold them. */
async function likeThem(client: pg.Client): Promise<{ copyAll(): Promise<number> }> {
  const names = ['people', 'profiles'] as const
  const rows = new Map<string, readonly Buffer[]>()
  for (const name of names) {
    rows.set(name, await copyOut(client, `copy ${name} to stdout`))
    await client.query(`create table copied_${name} (like ${name} including all)`)
  }
  await client.query(
    'alter table copied_profiles add foreign key (person_id) references copied_people on delete cascade',
  )
  return {
    async copyAll() {
      await client.query('truncate copied_people, copied_profiles')
      return timeMs(async () => {
        for (const name of names) await copyIn(client, `copy copied_${name} from stdin`, rows.get(name) ?? [])
      })
    },
  }
}
