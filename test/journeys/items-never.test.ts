/** Whatever happens in whatever order, what may not be shown never is: not for a moment, on no page, by no list. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { realDatabaseUrl } from '../support/db.ts'
import { openTestHouse, testGround } from '../support/house.ts'
import type { Ground, TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { openMainHostDatabase, uuidOf } from '../support/main-host.ts'
import type { MainHostDatabase } from '../support/main-host.ts'
import { ShownModel, opinions } from '../support/shown-model.ts'
import type { ModelEvent, ModelItem } from '../support/shown-model.ts'
import { isLong } from '../support/process.ts'

const ITEMS = 14
const PEOPLE = 2
const LIMIT = 3

/** Who does what. Numbers stand for items and people. */
type Step =
  | { readonly does: 'event'; readonly person: number; readonly item: number; readonly event: ModelEvent }
  | { readonly does: 'edit'; readonly item: number; readonly edit: Edit }
  | { readonly does: 'turn'; readonly person: number; readonly isBack: boolean }
  | { readonly does: 'popular' | 'trending' }
  | { readonly does: 'similar'; readonly person: number; readonly item: number }

const edits = ['sell', 'restock', 'own', 'publish', 'move', 'return', 'everywhere', 'delete'] as const
type Edit = (typeof edits)[number]

const person = fc.nat(PEOPLE - 1)
const item = fc.nat(ITEMS - 1)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ does: fc.constant('event' as const), person, item, event: fc.constantFrom(...opinions) }),
    },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('edit' as const), item, edit: fc.constantFrom(...edits) }) },
    { weight: 5, arbitrary: fc.record({ does: fc.constant('turn' as const), person, isBack: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('popular' as const, 'trending' as const) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('similar' as const), person, item }) },
  ),
  { minLength: 10, maxLength: 40 },
)

/** How a change reaches the house. */
interface World {
  readonly call: TestHouse['call']
  /** Whether the house knows of a change before anybody asks it. */
  readonly isTold: boolean
  write(item: ModelItem): Promise<void>
  /** Resolves when all these are known to the house, for the first time. */
  known(items: readonly ModelItem[]): Promise<void>
  event(event: Readonly<Record<string, unknown>>): Promise<void>
}

let runs = 0

/** One run, in a place of its own with items and people of its own. */
async function play(world: World, sequence: readonly Step[]): Promise<void> {
  runs += 1
  const run = new Run(world, runs)
  await run.begin()
  try {
    for (const step of sequence) await run.take(step)
  } finally {
    await run.end()
  }
}

class Run {
  readonly model = new ShownModel()
  readonly world: World
  readonly geoId: number
  events = 0
  items: readonly ModelItem[]

  constructor(world: World, number: number) {
    this.world = world
    this.geoId = 10_000 + number
    const idOf = (at: number): string => uuidOf(number * 1000 + at)
    this.items = Array.from({ length: ITEMS }, (_, at) => ({
      id: idOf(at),
      geoId: this.geoId,
      isInStock: true,
      isPrivate: false,
      isDeleted: false,
    }))
    for (const each of this.items) this.model.items.set(each.id, each)
  }

  async begin(): Promise<void> {
    for (const each of this.items) await this.world.write(each)
    await this.world.known(this.items)
  }

  /** What is everywhere would be seen by the next run. */
  async end(): Promise<void> {
    for (const each of this.items) await this.world.write({ ...each, isDeleted: true })
  }

  itemOf(at: number): ModelItem {
    const found = this.items[at]
    if (!found) throw new RangeError(`There is no item ${at}.`)
    return found
  }

  personOf = (at: number): string => uuidOf(this.geoId * 1000 + 900 + at)

  /** What happened so far, for whoever reads of a failure. */
  told = ''

  tell(line: string): void {
    this.told += `${line}\n`
  }

  wrong = (ids: readonly string[], isWrong: (id: string) => boolean): readonly string[] => ids.filter(isWrong)

  async take(step: Step): Promise<void> {
    if (step.does === 'event' || step.does === 'edit') this.tell(JSON.stringify(step))
    if (step.does === 'event') return this.takeEvent(step)
    if (step.does === 'edit') return this.edit(this.itemOf(step.item), step.edit)
    if (step.does === 'turn') return this.turn(this.personOf(step.person), step.isBack)
    if (step.does === 'similar') return this.askSimilar(step)
    return this.askOfNobody(step.does)
  }

  async takeEvent({ person: who, item: at, event }: Extract<Step, { does: 'event' }>): Promise<void> {
    this.events += 1
    const [userId, itemId] = [this.personOf(who), this.itemOf(at).id]
    await this.world.event({
      event_id: `${this.geoId}-${this.events}`,
      user_id: userId,
      item_id: itemId,
      type: event,
      time: new Date(Date.UTC(2026, 0, 1) + this.events * 1000).toISOString(),
    })
    this.model.take(userId, itemId, event)
  }

  async edit(edited: ModelItem, edit: Edit): Promise<void> {
    if (edit === 'sell' || edit === 'restock') edited.isInStock = edit === 'restock'
    if (edit === 'own' || edit === 'publish') edited.isPrivate = edit === 'own'
    if (edit === 'move') edited.geoId = this.geoId + 500_000
    if (edit === 'return') edited.geoId = this.geoId
    if (edit === 'everywhere') edited.geoId = null
    edited.isDeleted = edit === 'delete'
    await this.world.write(edited)
  }

  /** The next page of somebody's list, or one that she has seen. */
  async turn(userId: string, isBack: boolean): Promise<void> {
    const turned = this.model.pagesOf(userId)
    const page = isBack && turned > 0 ? turned : turned + 1
    const { items, pagination } = await this.ask('/personalized', {
      user_id: userId,
      pagination: { page, limit: LIMIT },
    })
    const elsewhere = this.model.shownElsewhere(userId, page)
    const may = [...this.model.items.keys()].filter((id) => this.model.mayShow(id, { userId, geoId: this.geoId }))
    const left = may.filter((id) => !elsewhere.has(id))
    this.tell(
      `${userId.slice(-2)} page ${page}: ${items.map((id) => id.slice(-2)).join()} of ${pagination.total_count}`,
    )
    expect(
      this.wrong(items, (id) => !may.includes(id)),
      this.told,
    ).toEqual([])
    expect(
      this.wrong(items, (id) => elsewhere.has(id)),
      this.told,
    ).toEqual([])
    expect(new Set(items).size).toBe(items.length)
    // As many as there are: a page is never short while something is left for it.
    expect(items.length, this.told).toBe(Math.min(LIMIT, left.length))
    expect(pagination.has_next).toBe(pagination.total_count > page * LIMIT)
    if (turned === 0 && this.world.isTold) expect(pagination.total_count).toBe(may.length)
    if (items.length > 0) this.model.turned(userId, page, items)
  }

  async askOfNobody(list: 'popular' | 'trending'): Promise<void> {
    const isPopular = list === 'popular'
    const body = isPopular ? { user_params: { geo_id: this.geoId } } : {}
    const { items } = await this.ask(isPopular ? '/popular' : '/api/v1/items/trending', {
      ...body,
      pagination: { limit: ITEMS },
    })
    expect(items.filter((id) => !this.model.mayStand(id, this.geoId))).toEqual([])
    expect(new Set(items).size).toBe(items.length)
    if (isPopular) expect(items.length).toBe(this.items.filter(({ id }) => this.model.mayStand(id, this.geoId)).length)
  }

  async askSimilar({ person: who, item: at }: Extract<Step, { does: 'similar' }>): Promise<void> {
    const { id, isDeleted, isPrivate } = this.itemOf(at)
    if (isDeleted || isPrivate) return
    const userId = this.personOf(who)
    const { items } = await this.ask(`/api/v1/items/${id}/similar`, { user_id: userId, pagination: { limit: ITEMS } })
    expect(items.filter((other) => !this.model.mayShow(other, { userId, geoId: this.geoId }))).toEqual([])
    expect(items).not.toContain(id)
  }

  async ask(path: string, body: object): Promise<Answer> {
    const answer = await this.world.call<Answer>('POST', path, { geo_id: this.geoId, ...body })
    expect([answer.status, answer.body]).toMatchObject([200, {}])
    return answer.body
  }
}

interface Answer {
  readonly items: readonly string[]
  readonly pagination: { readonly total_count: number; readonly has_next: boolean }
}

const post = async (call: TestHouse['call'], event: unknown): Promise<void> => {
  expect((await call('POST', '/api/v1/interactions', event)).status).toBe(200)
}

describe('by our own API', () => {
  let ground: Ground
  let house: TestHouse
  beforeAll(async () => {
    ground = await testGround()
    house = await openTestHouse(ground, { FIT_REFRESH: '1s' })
  })
  afterAll(async () => {
    await house?.stop()
    await ground?.remove()
  })

  const world = (): World => ({
    call: house.call,
    isTold: true,
    async write({ id, geoId, isInStock, isPrivate, isDeleted }) {
      if (isDeleted) return void expect((await house.call('DELETE', `/api/v1/items/${id}`)).status).toBe(200)
      const said = { geo_id: geoId, status: isInStock ? 'in_stock' : 'sold', owner: isPrivate ? 'somebody' : null }
      expect((await house.call('PUT', `/api/v1/items/${id}`, said)).status).toBeLessThan(300)
    },
    known: async () => {},
    event: (event) => post(house.call, event),
  })

  test('what is private, sold out, moved away, deleted, liked, disliked, bought or hidden is in no answer, and no page repeats another', async () => {
    await fc.assert(
      fc.asyncProperty(steps, (sequence) => play(world(), sequence)),
      { numRuns: isLong ? 100 : 8, endOnFailure: true },
    )
  }, 300_000)
})

describe.runIf(realDatabaseUrl)('beside the database of a host', () => {
  let ground: Ground
  let host: MainHostDatabase
  let house: TestHouse
  beforeAll(async () => {
    host = await openMainHostDatabase(realDatabaseUrl ?? '')
    ground = await testGround()
    house = await openTestHouse(ground, { MAIN_DATABASE_URL: host.url, MAIN_SYNC_INTERVAL: '1s', FIT_REFRESH: '1s' })
  })
  afterAll(async () => {
    await house?.stop()
    await host?.drop()
    await ground?.remove()
  })

  /** Edits and likes are the host's, and nobody tells the house of them. */
  const world = (): World => ({
    call: house.call,
    isTold: false,
    async write({ id, geoId, isInStock, isPrivate, isDeleted }) {
      if (isDeleted) return host.remove(id)
      const row = { geo_id: geoId, status: isInStock ? 'in_stock' : 'sold', user_id: isPrivate ? uuidOf(1) : null }
      const [known] = await host.rows('select 1 from handpicked_presents where id = $1', [id])
      await (known ? host.set(id, row) : host.add({ id, ...row }))
    },
    async known(items) {
      const geoId = items[0]?.geoId
      const body = { user_params: { geo_id: geoId }, pagination: { limit: ITEMS } }
      await eventually(async () => {
        const { body: answer } = await house.call<Answer>('POST', '/popular', body)
        return answer.items.length === ITEMS
      })
    },
    event: async (event) => {
      if (event['type'] !== 'like') return post(house.call, event)
      await host.like(String(event['user_id']), String(event['item_id']))
    },
  })

  test('what the host says at the moment of the answer counts', async () => {
    const sequences = steps.map((all) => all.filter((step) => !isHardToFollow(step)))
    await fc.assert(
      fc.asyncProperty(sequences, (sequence) => play(world(), sequence)),
      { numRuns: isLong ? 20 : 3, endOnFailure: true },
    )
  }, 300_000)
})

/** What may be shown again is seen with the next pass: whether a page is full is known only of what may not be shown any more. */
const isHardToFollow = (step: Step): boolean =>
  step.does === 'event'
    ? step.event === 'unlike'
    : step.does === 'edit' && ['restock', 'publish', 'return', 'everywhere', 'delete'].includes(step.edit)
