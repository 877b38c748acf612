/** What the files of an evaluation say, read and split. */
import { sayBadLines } from './bad-lines.ts'
import type { FoldShape } from './fold-events.ts'
import { groupNames, groupsOf } from '../fitting/index.ts'
import type { RowGroups } from '../fitting/index.ts'
import { newIds, readEvents } from './read-events.ts'
import type { EventTable, Ids } from './read-events.ts'
import { contentOf, readItems } from './read-items.ts'
import type { Embed } from './read-items.ts'
import { readPeople } from './read-people.ts'
import type { FilePeople } from './read-people.ts'
import { hasTimes, splitByFile, splitEvents } from './split-events.ts'
import type { SplitEvents, SplitName } from './split-events.ts'

export interface EvaluationQuestion {
  readonly interactions: string
  readonly items?: string | undefined
  readonly users?: string | undefined
  readonly test?: string | undefined
  /** Without it: by time where times are known, else at random. With `test` there is nothing to split. */
  readonly split?: SplitName | undefined
  readonly k: number
  readonly seed: number
  /** From which rating on something is liked; without it, by the scale. */
  readonly likedFrom?: number | undefined
}

export interface EvaluationDeps {
  readonly budgetSeconds: number
  readonly halfLifeDays: number
  /** Opened only where there are items. */
  readonly openEmbed: () => Promise<{ readonly embed: Embed; close(): Promise<void> }>
  /** Hears what is going on, in sentences. */
  readonly tell: (line: string) => void
}

/** What the files say. */
export interface EvaluationData {
  readonly shape: FoldShape
  readonly splitName: SplitName | 'file'
  readonly events: SplitEvents
  /** Of the entries that are learnt from; null where the file does not say, or what is to be found is of any time. */
  readonly times: Float64Array | null
  /** Whether what is to be found comes later than all that is learnt from: then what is long ago counts less. */
  readonly isForecast: boolean
  readonly content: Int8Array | null
  readonly groups: RowGroups | null
  /** By the cells of `groups`. */
  readonly groupNames: readonly string[]
  readonly remarks: readonly string[]
}

/** @throws Problem `request.invalid` for a file that cannot be read, or says nothing, in one sentence */
export async function readData(
  question: EvaluationQuestion,
  deps: Pick<EvaluationDeps, 'openEmbed' | 'tell'>,
): Promise<EvaluationData> {
  const ids = newIds()
  const table = await readEvents(question.interactions, ids, question)
  const second = question.test === undefined ? null : await readEvents(question.test, ids, question)
  const shape = { people: ids.users.names.length, items: ids.items.names.length }
  const people = question.users === undefined ? null : await readPeople(question.users)
  const content = question.items === undefined ? null : await readContent(question.items, ids, deps)
  const { events, splitName } = splitData(question, { table, second, shape })
  const isTimed = hasTimes(table)
  return {
    shape,
    splitName,
    events,
    times: isTimed && splitName !== 'random' ? events.train.times : null,
    isForecast: isTimed && (splitName === 'temporal' || (second !== null && isLater(second, events.train.times))),
    content: content?.content ?? null,
    ...groupsIn(people, ids),
    remarks: [
      ...(isTimed || splitName === 'random' || splitName === 'file' ? [] : [NO_TIMES]),
      ...sayBadLines(question.interactions, table.bad),
      ...(second ? sayBadLines(question.test ?? '', second.bad) : []),
      ...(people?.remarks ?? []),
      ...(content?.remarks ?? []),
    ],
  }
}

const NO_TIMES =
  'No time could be read, so the order of the lines stands for it: wherever they lie in another, the figures say nothing.'

/** Of a file of its own only its times say whether it is a forecast. */
function isLater({ times }: EventTable, before: Float64Array): boolean {
  const last = before.reduce((most, time) => (time > most ? time : most), -Infinity)
  return times.length > 0 && times.every((time) => time >= last)
}

interface Tables {
  readonly table: EventTable
  readonly second: EventTable | null
  readonly shape: FoldShape
}

function splitData({ split, seed }: EvaluationQuestion, { table, second, shape }: Tables) {
  if (second) return { events: splitByFile(table, second, shape), splitName: 'file' as const }
  const splitName = split ?? (hasTimes(table) ? 'temporal' : 'random')
  return { events: splitEvents(table, { split: splitName, shape, seed }), splitName }
}

function groupsIn(people: FilePeople | null, { users }: Ids): Pick<EvaluationData, 'groups' | 'groupNames'> {
  if (!people) return { groups: null, groupNames: [] }
  const named = groupsOf(users.names.map((id) => people.segments.get(id) ?? { gender: null, age: null }))
  return { groups: named.groups, groupNames: groupNames(named) }
}

async function readContent(path: string, ids: Ids, { openEmbed, tell }: Pick<EvaluationDeps, 'openEmbed' | 'tell'>) {
  const file = await readItems(path)
  const { embed, close } = await openEmbed()
  try {
    const onProgress = (done: number, all: number): void => tell(`${done} of ${all} items are embedded.`)
    return { content: await contentOf(file, ids.items.names, { embed, onProgress }), remarks: file.remarks }
  } finally {
    await close()
  }
}
