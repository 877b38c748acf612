/** The export against the tables themselves: what is held about a person is in it, or has a reason not to be. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registrationOf, testHouse, webhookSecret } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'

const id = 'somebody-with-a-rare-id'
const needer = { id, needs: 'I need somebody who repairs my violin.', offers: 'I teach Spanish to beginners.' }
const maker = { id: 'maker', needs: 'I want to learn Spanish.', offers: 'I repair violins and cellos.' }

/** Which part of the export tells of which table. */
const parts: Readonly<Record<string, string>> = {
  people: 'person',
  person_texts: 'person',
  personas: 'person',
  facets: 'facets',
  match_lists: 'facets',
  pairs: 'matches',
  announcements: 'announcements',
  mirrored_pairs: 'mirrored',
  feedback: 'feedback',
  blocks: 'blocks',
  batch_members: 'updates',
  deliveries: 'deliveries',
  profiles: 'profile',
  profile_vectors: 'profile_vectors',
  imports: 'bad_lines',
  saved_searches: 'saved_searches',
  saved_search_people: 'saved_searches',
  seen_people: 'shown',
}
/** Copies of answers that she or her host was given, kept for a day. */
const notExported = ['idempotency_keys']

/** Where the export tells of each column of what the registry holds. */
const columns: Readonly<Record<string, readonly string[]>> = {
  'person.user_id': ['people.id', 'person_texts.person_id', 'personas.person_id'],
  'person.status': ['people.status'],
  'person.stage': ['people.stage'],
  'person.failure': ['people.failed_stage', 'people.failed_reason'],
  'person.needs_matchmaking': ['people.needs_matchmaking'],
  'person.designation': ['people.designation'],
  'person.designation_source': ['people.designation_source'],
  'person.approved_at': ['people.approved_at'],
  'person.created_at': ['people.created_at'],
  'person.updated_at': ['people.updated_at'],
  'person.questions': ['person_texts.questions'],
  'person.resume': ['link', 'status', 'reason', 'text'].map((name) => `person_texts.resume_${name}`),
  rejections: ['person_texts.rejection', 'person_texts.rejections'],
  'person.persona': ['personas.persona', 'personas.generated_at'],
  'person.composer': ['personas.composer'],
  'person.requirements': ['personas.requirements'],
  'person.offerings': ['personas.offerings'],
  'standing.version': ['people.version'],
  'standing.update_attempts': ['people.update_attempts'],
  'standing.update_due_at': ['people.update_due_at'],
  'standing.given_designation': ['people.given_designation'],
  'standing.first_matched_at': ['people.first_matched_at'],
  'standing.persona_version': ['personas.version'],
  'standing.edited': ['personas.edited'],
  'standing.made_of': ['personas.made_of'],
  'profile.name': ['profiles.person_id', 'profiles.name'],
  'profile.visible': ['profiles.is_visible'],
  'profile.suspended': ['profiles.is_suspended'],
  'profile.preferences.max_distance': ['profiles.wants_km'],
  'profile.preferences.age_range': ['profiles.wants_age_min', 'profiles.wants_age_max'],
  'profile.preferences.genders': ['profiles.wants_genders'],
  // Read out of the words of hers anew at every write.
  'profile.gender': ['profiles.gender', 'profiles.genders'],
  'profile.preferences.needs': ['profiles.wants_needs'],
  ...Object.fromEntries(
    [
      'age date_of_birth about interests needs offers languages latitude longitude last_active is_given source persona',
      'persona_needs persona_offers is_listed words version needs_vectors host_digest created_at updated_at',
    ]
      .join(' ')
      .split(' ')
      .map((name) => [`profile.${name}`, [`profiles.${name}`]]),
  ),
}

let house: TestHouse
let exported: Record<string, unknown>
beforeAll(async () => {
  // Nobody listens there: what was to be told is kept, and that is enough here.
  house = await testHouse({
    RECIPROCITY_BACKEND_URL: 'http://127.0.0.1:9/api',
    WEBHOOK_SECRETS: webhookSecret,
    MATCHMAKING_INTERVAL: '1h',
  })
  for (const person of [maker, needer]) await house.matched(person)
  await house.call('POST', '/api/v1/user/register', { ...registrationOf(needer), designation: 'Teacher', update: true })
  await house.call('POST', '/api/v1/matching/run')
  await eventually(async () => (await house.call('GET', `/api/v1/user/${id}`)).body['needs_matchmaking'] === false)
  const feedback = { user_id: id, type: 'chat', feedback_id: 'chat-1', feedback: 'Good.' }
  await house.call('POST', '/api/v1/user/feedback', feedback, { 'idempotency-key': 'one' })
  await house.house.db.statements('insert into mirrored_pairs (a_id, b_id, score) values ($1, $2, 0.5)', ['maker', id])
  await house.call('POST', '/api/v1/user/register', registrationOf({ ...maker, id: 'bore' }))
  await house.call('PUT', `/api/v1/user/${id}/blocks/bore`)
  await house.call('PUT', `/api/v1/people/${id}`, { about: 'I live by the sea.' })
  await house.call('POST', '/api/v1/people/search', { user_id: id, prompt: 'violins' })
  const { body: saved } = await house.call('POST', '/api/v1/people/searches', { user_id: id, prompt: 'violins' })
  await house.house.db.statements('insert into saved_search_people (search_id, person_id) values ($1, $2), ($1, $3)', [
    saved['id'],
    'maker',
    id,
  ])
  const lines = { 'content-type': 'application/x-ndjson' }
  await house.call('POST', '/api/v1/people/import', JSON.stringify({ user_id: id, age: -1 }), lines)
  await eventually(
    async () => (await listed('select person_id as name from profiles where needs_vectors')).length === 0,
  )
  exported = (await house.call('GET', `/api/v1/user/${id}/export`)).body
})
afterAll(() => house.stop())

const listed = async (statement: string): Promise<string[]> =>
  (await house.house.db.statements(statement)).rows.map(({ name }) => String(name))
const tables = (): Promise<string[]> =>
  listed(`select table_name as name from information_schema.tables where table_schema = 'reciprocity'`)

test('every table that names her is in the export', async () => {
  const naming = await Promise.all(
    (await tables()).map(async (table) => {
      const found = await house.house.db.statements(
        `select 1 from ${table} held where held::text like '%${id}%' limit 1`,
      )
      return found.rows.length > 0 ? [table] : []
    }),
  )
  expect(naming.flat().toSorted()).toEqual([...Object.keys(parts), ...notExported].toSorted())
})

test('every table that refers to people is in the export, whether it holds anything of hers or not', async () => {
  const referring = await listed(
    `select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'people'::regclass`,
  )
  expect(referring.filter((table) => !(table in parts))).toEqual([])
})

test('no part of the export is empty', () => {
  for (const part of Object.values(parts)) {
    const held = exported[part]
    expect(Array.isArray(held) ? held.length : 1, part).toBeGreaterThan(0)
  }
  expect(exported['mirrored']).toEqual([{ other_id: 'maker', score: 0.5 }])
  expect(exported['announcements']).toMatchObject([{ other_id: 'maker' }])
  expect(exported['updates']).toMatchObject([{ state: 'matched', reason: null }])
  expect(exported['facets']).toMatchObject([
    { model: 'all-MiniLM-L6-v2', needs: [needer.needs], offers: [needer.offers], is_current: true },
  ])
})

test('every column of what the registry holds has its place', async () => {
  const held = await listed(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'reciprocity' and table_name in ('people', 'person_texts', 'personas', 'profiles')`,
  )
  expect(held.toSorted()).toEqual(Object.values(columns).flat().toSorted())
  for (const path of Object.keys(columns)) {
    const place = path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], exported)
    expect(place, path).not.toBeUndefined()
  }
})

test('what others keep to themselves is not in the export', async () => {
  await house.call('PUT', `/api/v1/user/maker/blocks/${id}`)
  const { body } = await house.call<{ blocks: { other_id: string }[] }>('GET', `/api/v1/user/${id}/export`)
  expect(body.blocks.map(({ other_id: other }) => other)).toEqual(['bore'])
})

test('whoever reads it finds her own words first, and figures last', () => {
  const order = Object.keys(exported)
  expect([order[0], order.at(-1)]).toEqual(['person', 'facets'])
  const [facets = {}] = exported['facets'] as Record<string, unknown>[]
  const names = Object.keys(facets)
  expect(names[0]).toBe('needs')
  const figures = ['need', 'offer', 'need_passages', 'offer_passages']
  expect(names.slice(-4).toSorted()).toEqual(figures.toSorted())
})
