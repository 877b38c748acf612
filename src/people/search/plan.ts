/** From a question to the conditions that somebody must meet: what is read, what is set and what is saved, joined. */
import { DAY_MS } from '../../base/index.ts'
import type { Place } from '../../engine/index.ts'
import type { AgeWish, GenderWish, Ignored, LanguageWish, Understood, Wish } from '../asking/index.ts'
import { noConditions } from '../profiles/index.ts'
import type { Among, Conditions, Facts, WordsCondition } from '../profiles/index.ts'
import type { SearchQuestion } from './question.ts'
import { isSpoken, sayingsDemanded } from './wishes.ts'
import type { Standpoint } from './wishes.ts'

/** What is known before anybody is looked for. */
export interface Known {
  readonly asker: Facts | null
  readonly blockedIds: readonly string[]
  readonly seenIds: readonly string[]
  readonly understood: Understood
  readonly now: Date
  /** Whoever was last active longer ago is left out. */
  readonly inactiveDays: number
}

export interface SearchPlan {
  readonly conditions: Conditions
  readonly standpoint: Standpoint
  /** What was saved and gave way to the sentence, in words. */
  readonly setAside: readonly Ignored[]
}

/** As far as "near" reaches where nobody has said how far, in kilometres. */
const RADIUS_KM = 50
const ADULT = 18

/** Whoever was last active before is inactive: a whole day, so that nobody finds out when to the second. */
export const activeSince = (now: Date, inactiveDays: number): Date =>
  new Date((Math.floor(now.getTime() / DAY_MS) - inactiveDays) * DAY_MS)

export function planSearch(question: SearchQuestion, known: Known): SearchPlan {
  const { asker, understood, now } = known
  const place = question.place ?? asker?.place ?? null
  const radiusKm = question.preferences.radiusKm ?? asker?.wants.km ?? RADIUS_KM
  const ages = agesOf(question, known)
  const genders = gendersOf(question, known)
  return {
    standpoint: { place, radiusKm: nearestOf(understood.filters, radiusKm) },
    setAside: [
      ...ages.setAside,
      ...genders.setAside,
      ...unplacedOf(place, question, understood),
      ...widerOf(question, known),
      ...farOf(understood),
      ...unsearchedOf(understood),
    ],
    conditions: {
      ...noConditions,
      candidateIds: question.candidateIds,
      excludedIds: [question.askerId, ...question.excludedIds],
      blockedIds: known.blockedIds,
      seenIds: known.seenIds,
      activeSince: activeSince(now, known.inactiveDays),
      near: nearOf(question, known, { place, radiusKm }),
      ages: ages.condition,
      genders: genders.condition,
      languages: languagesOf(understood.filters),
      notGenders: ofKind(understood.excluded, 'gender').flatMap(({ values }) => values),
      notAges: ofKind(understood.excluded, 'age').map(({ min, max, genders: of = [] }) => ({ min, max, genders: of })),
      notLanguages: ofKind(understood.excluded, 'language').flatMap(({ values }) => values),
      said: understood.filters.flatMap(spokenOf),
      unsaid: understood.excluded.flatMap(spokenOf),
      where: question.where.flatMap(({ expression, weight }) => (weight === null ? expression : [])),
      accepted: question.isTwoWay ? acceptedOf(question, asker, place) : null,
    },
  }
}

/** Wishes of one kind. */
export function ofKind<Kind extends Wish['kind']>(
  wishes: readonly Wish[],
  kind: Kind,
): readonly Extract<Wish, { kind: Kind }>[] {
  return wishes.filter((wish): wish is Extract<Wish, { kind: Kind }> => wish.kind === kind)
}

function nearestOf(filters: readonly Wish[], radiusKm: number): number {
  const said = ofKind(filters, 'distance').flatMap(({ km }) => km ?? [])
  return said.length === 0 ? radiusKm : Math.min(...said)
}

/**
 * A radius that is said in the sentence must hold; one that is set or saved, or meant by asking from a place, lets whoever
 * has told no place pass.
 */
function nearOf(question: SearchQuestion, { understood, asker }: Known, standpoint: Standpoint): Conditions['near'] {
  const { place, radiusKm } = standpoint
  if (!place || understood.lifted.includes('distance')) return null
  const isSaid = ofKind(understood.filters, 'distance').length > 0
  const set = question.preferences.radiusKm
  const isSet = question.place !== null || set !== undefined || asker?.wants.km != null
  if (!isSaid && (!isSet || set === null)) return null
  const km = isSaid ? nearestOf(understood.filters, radiusKm) : radiusKm
  return { place, km, unknown: isSaid ? 'fails' : 'passes', isBlurred: question.isBlurred }
}

interface Joined<Condition> {
  readonly condition: Condition
  readonly setAside: readonly Ignored[]
}

/** The sentence narrows what is set or saved; where no age would be left it is followed alone, being the later word. */
function agesOf(question: SearchQuestion, { asker, understood }: Known): Joined<Conditions['ages']> {
  const { ages } = question.preferences
  const floor = floorOf(question, { asker, understood })
  const set = ages === undefined ? (savedAges(asker) ?? floor) : ages
  const wished = understood.lifted.includes('age') ? grownUps(set, floor) : set
  const isRomance = isForLove(understood) && floor !== null
  const saved = isRomance ? narrowed(floor, wished ?? floor) : wished
  const said = ofKind(understood.filters, 'age').reduce<Range | null>(narrowed, null)
  const condition = (range: Range | null, unknown: 'passes' | 'fails'): Conditions['ages'] =>
    range && (range.min !== null || range.max !== null) ? { min: range.min, max: range.max, unknown } : null
  if (!said) return { condition: condition(saved, 'passes'), setAside: [] }
  const both = narrowed(saved, said)
  if (isRomance || (both.min ?? 0) <= (both.max ?? Number.POSITIVE_INFINITY))
    return { condition: condition(both, 'fails'), setAside: [] }
  return {
    condition: condition(said, 'fails'),
    setAside: [{ from: 'age_range', because: 'The sentence asks for ages outside the saved range, and is followed.' }],
  }
}

type Range = Pick<AgeWish, 'min' | 'max'>

/** Whoever has asked for grown-ups means any of them by "any age". */
const grownUps = (set: Range | null, floor: Range | null): Range | null =>
  (set?.min ?? 0) >= ADULT ? { min: ADULT, max: null } : floor

function narrowed(one: Range | null, other: Range): Range {
  const bound = (pick: typeof Math.max, values: readonly (number | null | undefined)[]): number | null => {
    const known = values.filter((value) => value != null)
    return known.length === 0 ? null : pick(...known)
  }
  return { min: bound(Math.max, [one?.min, other.min]), max: bound(Math.min, [one?.max, other.max]) }
}

function savedAges(asker: Facts | null): Range | null {
  const { ageMin: min = null, ageMax: max = null } = asker?.wants ?? {}
  return min === null && max === null ? null : { min, max }
}

/** A sentence that names ages narrows it. */
function floorOf(question: SearchQuestion, { asker, understood }: Pick<Known, 'asker' | 'understood'>): Range | null {
  const floor = isForLove(understood) ? ADULT : question.ageFloor
  return floor === null || (asker?.age ?? floor) < floor ? null : { min: floor, max: null }
}

/** No grown-up is shown anybody younger for that, whatever else is asked. */
const isForLove = ({ filters, preferences }: Understood): boolean =>
  ofKind([...filters, ...preferences], 'relationship').some(
    ({ values, not }) => not !== true && values.some((value) => value === 'casual' || value === 'serious'),
  )

/** What is saved must hold beside the sentence, unless no gender would do for both. */
function gendersOf({ preferences }: SearchQuestion, { asker, understood }: Known): Joined<Conditions['genders']> {
  const wanted = preferences.genders === undefined ? asker?.wants.genders : preferences.genders
  const saved = understood.lifted.includes('gender') ? [] : (wanted ?? [])
  const savedGroups = saved.length > 0 ? [saved] : []
  const said = groupsOf(ofKind(understood.filters, 'gender'))
  if (said.length === 0) return { condition: amongst(savedGroups, 'passes'), setAside: [] }
  const canBeBoth =
    savedGroups.length === 0 || said.flat().some((gender) => saved.some((one) => one.split(' ').includes(gender)))
  if (canBeBoth) return { condition: amongst([...said, ...savedGroups], 'fails'), setAside: [] }
  return {
    condition: amongst(said, 'fails'),
    setAside: [
      { from: 'genders', because: 'The sentence asks for somebody else than the saved preference, and is followed.' },
    ],
  }
}

const languagesOf = (filters: readonly Wish[]): Conditions['languages'] =>
  amongst(groupsOf(ofKind(filters, 'language')), 'fails')

const groupsOf = (wishes: readonly (GenderWish | LanguageWish)[]): readonly (readonly string[])[] =>
  wishes.map(({ values }) => values)

const amongst = (groups: readonly (readonly string[])[], unknown: Among['unknown']): Among | null =>
  groups.length === 0 ? null : { groups, unknown }

function spokenOf(wish: Wish): readonly WordsCondition[] {
  if (!isSpoken(wish)) return []
  const anyOf = sayingsDemanded(wish)
  return anyOf.length === 0 ? [] : [{ text: wish.from, kind: wish.kind, anyOf }]
}

/** What no profile could say keeps nobody out, which is said. */
const unsearchedOf = ({ filters, excluded }: Understood): readonly Ignored[] =>
  [...filters, ...excluded]
    .filter((wish) => isSpoken(wish) && sayingsDemanded(wish).length === 0)
    .map(({ from }) => ({ from, because: 'Profiles are not searched for such words.' }))

const acceptedOf = (
  { isBlurred }: SearchQuestion,
  asker: Facts | null,
  place: Place | null,
): Conditions['accepted'] => ({ age: asker?.age ?? null, genders: asker?.genders ?? [], place, isBlurred })

/** A radius leaves out those beyond it, and never those inside. */
const farOf = ({ excluded }: Understood): readonly Ignored[] =>
  ofKind(excluded, 'distance').map(({ from }) => ({ from, because: 'Nobody is left out for being near.' }))

/** A radius that nobody can draw keeps nobody out, which is said. */
function unplacedOf(place: Place | null, { preferences }: SearchQuestion, { filters }: Understood): readonly Ignored[] {
  if (place) return []
  const set = preferences.radiusKm == null ? [] : ['max_distance']
  return [...ofKind(filters, 'distance').map(({ from }) => from), ...set].map((from) => ({
    from,
    because: 'It is not known from where: neither the request nor the profile tells a place.',
  }))
}

/** The sentence is the later word. */
function widerOf({ preferences }: SearchQuestion, { asker, understood }: Known): readonly Ignored[] {
  const set = preferences.radiusKm ?? asker?.wants.km ?? null
  const said = ofKind(understood.filters, 'distance').flatMap(({ km }) => km ?? [])
  return set !== null && said.length > 0 && Math.min(...said) > set
    ? [{ from: 'max_distance', because: 'The sentence reaches farther than what is set or saved, and is followed.' }]
    : []
}
