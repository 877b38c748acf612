/** Résumés: what one adds to a person, and that one which cannot be had costs nobody anything. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { docxOf } from '../fixtures/documents/docx.ts'
import { encryptedPdf, pdfOfPages } from '../fixtures/documents/pdf.ts'
import { openTestStore } from '../fixtures/documents/store.ts'
import { openDocumentHost } from '../support/document-host.ts'
import type { DocumentHost } from '../support/document-host.ts'
import { testHouse } from '../support/house.ts'
import type { Reply, TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { expectFields, expectProblem } from '../support/problems.ts'

const REGISTER = '/api/v1/user/register'

let documents: DocumentHost
let store: Awaited<ReturnType<typeof openTestStore>>
let house: TestHouse

beforeAll(async () => {
  documents = await openDocumentHost()
  store = await openTestStore()
  house = await testHouse({
    RESUME_ALLOWED_HOSTS: documents.pair,
    S3_ENDPOINT_URL: store.settings.endpointUrl,
    AWS_ACCESS_KEY_ID: store.settings.accessKeyId,
    AWS_SECRET_ACCESS_KEY: store.settings.secretAccessKey,
  })
})
afterAll(async () => {
  await house.stop()
  await store.close()
  await documents.close()
})

interface Source {
  readonly kind: string
  readonly line?: number
  readonly text?: string
}
interface WirePerson {
  readonly stage: string
  readonly failure: { readonly stage: string; readonly reason: string } | null
  readonly persona: Readonly<Record<string, string | null>> | null
  readonly requirements: readonly { readonly text: string; readonly sources: readonly Source[] }[]
  readonly offerings: readonly { readonly text: string; readonly sources: readonly Source[] }[]
  readonly designation: string | null
  readonly designation_source: Source | null
  readonly resume: {
    readonly link: string | null
    readonly status: string
    readonly reason: string | null
    readonly text: string | null
  }
}

const answers = [{ prompt: 'What do you need?', answer: 'I need a designer who makes my app easier to use.' }]

const register = (id: string, body: Record<string, unknown>): Promise<Reply> =>
  house.call('POST', REGISTER, { user_id: id, ...body })
const read = async (id: string): Promise<WirePerson> => (await house.call<WirePerson>('GET', `/api/v1/user/${id}`)).body

/** Registers somebody, waits until her persona is there or has failed, and reads it. */
async function arrive(id: string, body: Record<string, unknown>, stage = 'awaiting_approval'): Promise<WirePerson> {
  expect((await register(id, body)).status).toBe(202)
  await house.reached(id, stage)
  return read(id)
}

const lines = ['Ada Lovelace', 'Skills', 'I build iOS apps in Swift.', 'I review code for small teams.']
const markdown = '# Ada Lovelace\n\n## Skills\n\nI build iOS apps in **Swift**.\n\nI review code for small teams.\n'

const kinds: readonly (readonly [name: string, bytes: Uint8Array | string])[] = [
  ['ada.pdf', pdfOfPages([lines])],
  ['ada.docx', docxOf(lines)],
  ['ada.txt', lines.join('\r\n')],
  ['ada.md', markdown],
  ['a PDF that calls itself text.txt', pdfOfPages([lines])],
  ['a text without an ending', lines.join('\n')],
]

/** Every sentence names the line that it stands in, and that line holds it. */
function expectLines({ offerings, resume }: WirePerson): void {
  const fromResume = offerings.flatMap(({ text, sources }) =>
    sources.filter(({ kind }) => kind === 'resume').map((source) => ({ text, source })),
  )
  expect(fromResume.length).toBe(2)
  for (const { text, source } of fromResume) {
    expect(source.text).toBe(resume.text?.split('\n')[(source.line ?? 0) - 1])
    expect(source.text?.replaceAll('**', '')).toContain(text.replaceAll('**', ''))
  }
}

test.each(kinds)('%s on the web reaches the persona, line by line', async (name, bytes) => {
  const link = documents.put(`${encodeURIComponent(name)}?signature=secret`, bytes)
  const person = await arrive(`web ${name}`, { questions: answers, resume_link: link })
  expect(person.resume).toMatchObject({ link, status: 'read', reason: null })
  expect(person.requirements.map(({ text }) => text)).toEqual([answers[0]?.answer])
  expect(person.offerings.map(({ text }) => text.replaceAll('**', ''))).toEqual(lines.slice(2))
  expectLines(person)
})

test.each(kinds)('%s in a store reaches the persona, line by line', async (name, bytes) => {
  await store.put(`people/${name}`, bytes)
  const person = await arrive(`store ${name}`, { questions: answers, resume_link: `s3://resumes/people/${name}` })
  expect(person.resume).toMatchObject({ status: 'read', reason: null })
  expectLines(person)
})

test('a résumé alone is enough, and its job title is taken with its line', async () => {
  const text =
    'Grace Hopper\nJob title: Compiler engineer\n\nObjective\nI am looking for a mentor in public speaking.\n\nSkills\nI write compilers.\n'
  const person = await arrive('alone', { resume_link: documents.put('grace.txt', text) })
  expect(person.requirements.map(({ text: need }) => need)).toEqual(['I am looking for a mentor in public speaking.'])
  expect(person.offerings.map(({ text: offer }) => offer)).toEqual(['I write compilers.'])
  expect(person.designation).toBe('Compiler engineer')
  expect(person.designation_source).toMatchObject({ kind: 'resume', text: 'Job title: Compiler engineer' })
})

test('what a résumé says makes a match', async () => {
  await house.matched({ id: 'seeker', needs: 'I need somebody who tunes church organs.', offers: 'I bind books.' })
  const link = documents.put('tuner.pdf', pdfOfPages([['Skills', 'I tune church organs.']]))
  await arrive('tuner', {
    questions: [{ prompt: 'What do you need?', answer: 'I need a book to be bound.' }],
    resume_link: link,
  })
  await house.call('POST', '/api/v1/user/approve-summary', { user_id: 'tuner' })
  await house.reached('tuner', 'matched')
  const { body } = await house.call<{ requirements_matches: { user_id: string; reasons: { theirs: string }[] }[] }>(
    'GET',
    '/api/v1/matching/seeker/requirements-matches',
  )
  expect(body.requirements_matches).toMatchObject([
    { user_id: 'tuner', reasons: [{ theirs: 'I tune church organs.' }] },
  ])
})

const unreadable: readonly (readonly [what: string, bytes: Uint8Array | string, reason: string])[] = [
  ['an empty file', '', 'The document contains no text.'],
  ['a scan', pdfOfPages([[]]), 'The PDF contains no text. It is probably a scan, and text in pictures is not read.'],
  ['a PDF with a password', encryptedPdf(), 'The document is protected by a password.'],
  ['a PDF cut off', pdfOfPages([lines]).subarray(0, 200), 'The document is damaged.'],
  [
    'a book',
    pdfOfPages(Array.from({ length: 101 }, (_, page) => [`Page ${page}`])),
    'The document has more than 100 pages.',
  ],
  [
    'an old Word file',
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    'The document is in the old Word format (.doc); PDF, DOCX, text and Markdown are read.',
  ],
  [
    'a picture',
    Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001', 'hex'),
    'The document is neither PDF, DOCX, plain text nor Markdown.',
  ],
]

test.each(unreadable)(
  '%s does not lose the person: the answers count, and she is told why',
  async (what, bytes, reason) => {
    const link = documents.put(what.replaceAll(' ', '-'), bytes)
    const person = await arrive(`unreadable ${what}`, { questions: answers, resume_link: link })
    expect(person.resume).toEqual({ link, status: 'left_out', reason, text: null })
    expect(person.requirements.map(({ text }) => text)).toEqual([answers[0]?.answer])
    expect(person.failure).toBe(null)
  },
)

test('a résumé that is not there, or not for us, does not lose the person either', async () => {
  const forbidden = documents.put(
    'forbidden',
    (_request, response) => void response.writeHead(403).end('Signature expired: AKIA-SECRET'),
  )
  const links = [
    [`http://${documents.pair}/nothing.pdf`, 'There is no document at the link.'],
    [forbidden, 'The server does not hand the document out (status 403).'],
    ['s3://resumes/nothing.pdf', 'There is no document at the link.'],
    ['s3://no-such-bucket/ada.pdf', 'There is no document at the link.'],
  ] as const
  for (const [index, [link, reason]] of links.entries()) {
    const person = await arrive(`absent-${index}`, { questions: answers, resume_link: link })
    expect(person.resume).toEqual({ link, status: 'left_out', reason, text: null })
  }
})

test('a server that is away for a moment is asked again', async () => {
  let asked = 0
  const link = documents.put('moody', (_request, response) => {
    asked += 1
    if (asked === 1) response.writeHead(503).end()
    else response.end(lines.join('\n'))
  })
  expect((await arrive('moody', { questions: answers, resume_link: link })).resume).toMatchObject({ status: 'read' })
  expect(asked).toBe(2)
})

test('whoever has nothing but a résumé that cannot be read fails there, and the same call goes on once it is mended', async () => {
  const link = documents.put('mended.txt', '')
  const failed = await arrive('mended', { resume_link: link }, 'failed')
  expect(failed.failure).toEqual({
    stage: 'resume',
    reason: 'There is nothing else to go by. The document contains no text.',
  })
  expect(failed).toMatchObject({
    persona: null,
    resume: { status: 'left_out', reason: 'The document contains no text.' },
  })
  expectProblem(await house.call('POST', '/api/v1/user/approve-summary', { user_id: 'mended' }), 'person.not_ready')
  documents.put('mended.txt', lines.join('\n'))
  const person = await arrive('mended', { resume_link: link })
  expect(person).toMatchObject({ failure: null, resume: { status: 'read', reason: null } })
  expectLines(person)
})

test('she may as well go on with answers instead, and without the résumé', async () => {
  await arrive('answering', { resume_link: documents.put('blank.txt', ' ') }, 'failed')
  const person = await arrive('answering', { questions: answers })
  expect(person.resume).toEqual({ link: null, status: 'none', reason: null, text: null })
  expect(person.requirements.map(({ text }) => text)).toEqual([answers[0]?.answer])
})

test('a résumé without a need and an offer is a persona with empty lists, not one made up', async () => {
  const person = await arrive('listless', { resume_link: documents.put('listless.txt', 'Curriculum vitae\n1 2 3\n') })
  expect(person).toMatchObject({ requirements: [], offerings: [], designation: null })
  expect(
    Object.entries(person.persona ?? {}).filter(([field, value]) => field !== 'generated_at' && value !== null),
  ).toEqual([])
})

test('an update reads the new résumé with the next batch, and one that fails leaves the answers', async () => {
  const link = documents.put('changing.txt', lines.join('\n'))
  await arrive('changing', { questions: answers, resume_link: link })
  await house.call('POST', '/api/v1/user/approve-summary', { user_id: 'changing' })
  await house.reached('changing', 'matched')
  const update = async (text: string): Promise<WirePerson> => {
    documents.put('changing.txt', text)
    expect((await register('changing', { questions: answers, resume_link: link, update: true })).status).toBe(202)
    await house.call('POST', '/api/v1/matching/run')
    await eventually(async () => (await house.call('GET', '/api/v1/user/changing')).body['needs_matchmaking'] === false)
    return read('changing')
  }
  expect((await update('Skills\nI restore violins.')).offerings.map(({ text }) => text)).toEqual(['I restore violins.'])
  const without = await update('')
  expect(without).toMatchObject({
    stage: 'matched',
    offerings: [],
    resume: { status: 'left_out', reason: 'The document contains no text.' },
  })
  expect(without.requirements.map(({ text }) => text)).toEqual([answers[0]?.answer])
})

test('whoever leaves while her résumé is read does not come back with it', async () => {
  let release = (): void => {}
  const link = documents.put('slow', (_request, response) => void (release = () => response.end(lines.join('\n'))))
  await register('leaving', { questions: answers, resume_link: link })
  await eventually(() => documents.asked.includes('/slow'))
  expect((await house.call('DELETE', '/api/v1/user/leaving')).body).toEqual({ user_id: 'leaving', deleted: true })
  release()
  await arrive('after', { questions: answers, resume_link: documents.put('after.txt', lines.join('\n')) })
  expectProblem(await house.call('GET', '/api/v1/user/leaving'), 'person.not_found')
})

test('whoever speaks again while her résumé is read is taken at her last word', async () => {
  let release = (): void => {}
  const link = documents.put('first', (_request, response) => void (release = () => response.end('Skills\nI juggle.')))
  await register('talkative', { questions: answers, resume_link: link })
  await eventually(() => documents.asked.includes('/first'))
  expect(
    (
      await register('talkative', {
        questions: answers,
        resume_link: documents.put('second', lines.join('\n')),
        update: true,
      })
    ).status,
  ).toBe(202)
  release()
  await house.reached('talkative', 'awaiting_approval')
  const person = await read('talkative')
  expectLines(person)
  expect(person.resume).toMatchObject({ status: 'read', link: `http://${documents.pair}/second` })
})

test.each([
  ['ftp://example.org/ada.pdf', /must begin with https/u],
  ['http://example.org/ada.pdf', /must begin with https/u],
  ['javascript:alert(1)', /must begin with https/u],
  ['https://192.168.0.1/ada.pdf', /private or local/u],
  ['https://127.0.0.1/ada.pdf', /private or local/u],
  ['s3://resumes', /bucket and a key/u],
])('the link %s is refused with the request', async (link, detail) => {
  const answer = await register('refused', { questions: answers, resume_link: link })
  expectFields(answer, ['resume_link'], 'resume.link_refused')
  expect(answer.body['detail']).toMatch(detail)
  expectProblem(await house.call('GET', '/api/v1/user/refused'), 'person.not_found')
})

test('an empty link is none', async () => {
  expect((await arrive('linkless', { questions: answers, resume_link: '' })).resume).toMatchObject({
    status: 'none',
    link: null,
  })
  expect((await arrive('linkless-too', { questions: answers, resume_link: null })).resume).toMatchObject({
    status: 'none',
    link: null,
  })
  expectFields(await register('nothing', { resume_link: '' }), ['questions'])
})

test('an update that does not mention the résumé keeps it, and one that says null does without', async () => {
  const text = 'I teach sailing to beginners.'
  await arrive('keeper', { questions: answers, resume_link: documents.put('keeper.txt', text) })
  const questions = [{ prompt: 'What do you need?', answer: 'I need a carpenter.' }]
  const resumeAfter = async (more: object) => {
    await register('keeper', { questions, update: true, ...more })
    await house.reached('keeper', 'awaiting_approval')
    return (await read('keeper')).resume
  }
  expect(await resumeAfter({})).toMatchObject({ status: 'read', text })
  expect(await resumeAfter({ resume_link: null })).toMatchObject({ status: 'none', link: null, text: null })
})
