/** Somebody leaves while work on her words is under way, and comes back under the same id with other words. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDocumentHost } from '../support/document-host.ts'
import type { DocumentHost } from '../support/document-host.ts'
import { testHouse, webhookSecret } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'

let documents: DocumentHost
let house: TestHouse
beforeAll(async () => {
  documents = await openDocumentHost()
  // Nobody listens there: what was to be told is kept.
  house = await testHouse({
    RESUME_ALLOWED_HOSTS: documents.pair,
    RECIPROCITY_BACKEND_URL: 'http://127.0.0.1:9/api',
    WEBHOOK_SECRETS: webhookSecret,
  })
})
afterAll(async () => {
  await house.stop()
  await documents.close()
})

/** A résumé that is sent when the test says so. */
function slowDocument(name: string, text: string): { link: string; send: () => void } {
  const gate = Promise.withResolvers<void>()
  const link = documents.put(name, (_request, response) => void gate.promise.then(() => response.end(text)))
  return { link, send: () => gate.resolve() }
}

const answering = (answer: string) => [{ prompt: 'What do you need?', answer }]
const held = async (): Promise<string> => {
  const tables = ['people', 'person_texts', 'personas', 'facets', 'deliveries']
  const found = await Promise.all(
    tables.map((table) => house.house.db.statements(`select held::text from ${table} held`)),
  )
  return JSON.stringify(found.map(({ rows }) => rows))
}

test('what was read for somebody who left is not taken for the words of who comes after her', async () => {
  const [first, second] = [
    slowDocument('first.txt', 'I need a SECRET lawyer.'),
    slowDocument('second.txt', 'I mend shoes.'),
  ]
  const register = (answer: string, link: string) =>
    house.call('POST', '/api/v1/user/register', { user_id: 'vic', questions: answering(answer), resume_link: link })

  await register('I need a SECRET doctor.', first.link)
  await eventually(() => documents.asked.includes('/first.txt'))
  await house.call('DELETE', '/api/v1/user/vic')
  await register('I need a gardener.', second.link)
  await eventually(() => documents.asked.includes('/second.txt'))
  first.send()
  await new Promise((resolve) => setTimeout(resolve, 700))
  second.send()
  await house.reached('vic', 'awaiting_approval')

  const { body } = await house.call<{ questions: unknown }>('GET', '/api/v1/user/vic')
  expect(body.questions).toEqual(answering('I need a gardener.'))
  expect(await held()).not.toContain('SECRET')
  expect(await held()).toContain('gardener')
})

test('neither her versions nor the revisions of what she is compared by come back', async () => {
  const numbers = async () => {
    await house.matched({ id: 'rita', needs: 'I need a piano teacher.', offers: 'I teach chess.' })
    const { rows } = await house.house.db.statements(
      `select p.version, f.revision from people p join facets f on f.person_id = p.id where p.id = 'rita'`,
    )
    await house.call('DELETE', '/api/v1/user/rita')
    return rows[0]
  }
  const [before, after] = [await numbers(), await numbers()]
  expect(Number(after?.['version'])).toBeGreaterThan(Number(before?.['version']))
  expect(Number(after?.['revision'])).toBeGreaterThan(Number(before?.['revision']))
})

test('a persona that was told and has been replaced is kept nowhere, and cannot be told again', async () => {
  await house.call('POST', '/api/v1/user/register', { user_id: 'nora', questions: answering('I need a TURNER.') })
  await house.reached('nora', 'awaiting_approval')
  await house.house.db.statements(
    `update deliveries set state = 'delivered', due_at = null, finished_at = now() where subject_ids = '{nora}'`,
  )
  const questions = answering('I need a printer.')
  await house.call('POST', '/api/v1/user/register', { user_id: 'nora', questions, update: true })
  await eventually(async () => !(await held()).includes('TURNER'))
  expect(await held()).toContain('printer')
  type Deliveries = { deliveries: { id: string; body_bytes: number | null }[] }
  const { body } = await house.call<Deliveries>('GET', '/api/v1/deliveries?subject=nora&event=summary-ready')
  const cleared = body.deliveries.find((told) => told.body_bytes === null)
  const replayed = await house.call('POST', `/api/v1/deliveries/${cleared?.id}/replay`)
  expect([replayed.status, replayed.body['code']]).toEqual([409, 'delivery.not_replayable'])
  expect(replayed.body['detail']).toContain('has been replaced')
})

/** Tables of both schemas that hold the text anywhere. */
async function naming(text: string): Promise<string[]> {
  const { statements } = house.house.db
  const { rows } = await statements(`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('reciprocity', 'reciprocity_jobs')`)
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const hits = await statements(`select 1 from ${String(name)} held where held::text like '%${text}%' limit 1`)
      return hits.rows.length > 0 ? [String(name)] : []
    }),
  )
  return found.flat()
}

test('no table names whoever left, be it for work that was done, is under way, or was to be done', async () => {
  const id = 'a-rare-name'
  await house.matched({ id, needs: 'I need a florist.', offers: 'I paint portraits.' })
  const slow = slowDocument('slow.txt', 'I need a glazier.')
  await house.call('POST', '/api/v1/user/register', { user_id: `${id}-2`, resume_link: slow.link })
  await eventually(() => documents.asked.includes('/slow.txt'))
  expect(await naming(id)).toContain('reciprocity_jobs.job')
  for (const each of [id, `${id}-2`]) await house.call('DELETE', `/api/v1/user/${each}`)
  await eventually(async () => (await naming(id)).length === 0)
  slow.send()
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(await naming(id)).toEqual([])
})
