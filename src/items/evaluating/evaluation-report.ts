/** Everything that an evaluation says, as data and as lines of text. */
import { rowOf, sparseMatrix } from '../../engine/index.ts'
import type { Interval, SparseMatrix } from '../../engine/index.ts'
import type { FitReport } from '../fitting/index.ts'
import type { EvaluationData, EvaluationQuestion } from './evaluation-data.ts'
import { differenceOf, figuresOf, judgedBy } from './figures.ts'
import type { Shown, SliceFigures } from './figures.ts'
import { aligned, printInterval, printTable } from './print-table.ts'
import { verdictOn } from './verdict.ts'

/** What knowing of somebody's group is worth in that group. */
export interface GroupFigures {
  readonly group: string
  readonly people: number
  readonly popularNdcg: number
  readonly byGroupNdcg: number
  /** The second less the first, person by person, with its 95 % interval. */
  readonly difference: Interval
}

export interface EvaluationReport {
  readonly data: {
    readonly people: number
    readonly items: number
    readonly learntFrom: number
    readonly toBeFound: number
    readonly split: string
    readonly k: number
    readonly seed: number
  }
  readonly slices: readonly SliceFigures[]
  readonly groups: readonly GroupFigures[]
  readonly isAnythingBetter: boolean
  readonly verdict: readonly string[]
  readonly fit: FitReport
  readonly remarks: readonly string[]
}

export interface Evaluated {
  readonly question: EvaluationQuestion
  readonly data: EvaluationData
  readonly shown: Shown
  readonly fit: FitReport
}

export function evaluationReport({ question, data, shown, fit }: Evaluated): EvaluationReport {
  const { events, shape, splitName, remarks } = data
  const { isAnythingBetter, sentences } = verdictOn(shown, question.seed)
  return {
    data: {
      people: shape.people,
      items: shape.items,
      learntFrom: events.train.matrix.indices.length,
      toBeFound: events.test.indices.length,
      split: splitName,
      k: question.k,
      seed: question.seed,
    },
    slices: slicesOf(data, shown, question.seed),
    groups: groupFigures(data, shown, question.seed),
    isAnythingBetter,
    verdict: sentences,
    fit,
    remarks,
  }
}

function slicesOf({ events, shape }: EvaluationData, shown: Shown, seed: number): readonly SliceFigures[] {
  const { matrix } = events.train
  const known = (person: number): number => rowOf(matrix, person).indices.length
  const common = { items: shape.items, seed }
  const cold = judgedBy(shown, ofColdItems(events.test, matrix))
  return [
    figuresOf(shown, { slice: 'everybody', isIn: () => true, ...common }),
    figuresOf(shown, { slice: 'people with nothing known', isIn: (person) => known(person) === 0, ...common }),
    figuresOf(shown, {
      slice: 'people with 1 or 2 known',
      isIn: (person) => known(person) > 0 && known(person) < 3,
      ...common,
    }),
    figuresOf(shown, { slice: 'people with 3 and more known', isIn: (person) => known(person) >= 3, ...common }),
    figuresOf(cold, { slice: 'items that nobody had', isIn: () => true, ...common }),
  ].filter((slice) => slice !== null)
}

/** What is to be found of items that nothing was learnt of. */
function ofColdItems(test: SparseMatrix, train: SparseMatrix): SparseMatrix {
  const isKnown = new Uint8Array(train.columns)
  for (const column of train.indices) isKnown[column] = 1
  const pairs = Array.from({ length: test.rows }, (_, row) =>
    [...rowOf(test, row).indices].filter((column) => isKnown[column] === 0).map((column) => ({ row, column })),
  ).flat()
  return sparseMatrix(test, {
    rows: Uint32Array.from(pairs, ({ row }) => row),
    columns: Uint32Array.from(pairs, ({ column }) => column),
  })
}

/** Below so many people a group tells nothing. */
const GROUP_PEOPLE_MIN = 30

function groupFigures({ groups, groupNames }: EvaluationData, shown: Shown, seed: number): readonly GroupFigures[] {
  const [popular, byGroup] = [shown.popular, shown['popular-by-group']]
  if (!groups || !popular || !byGroup) return []
  return groupNames.flatMap((group, cell) => {
    const isIn = (person: number): boolean => groups.cells[person] === cell
    const people = popular.rows.filter(isIn).length
    if (people < GROUP_PEOPLE_MIN) return []
    const mean = (values: Float64Array): number =>
      values.reduce((sum, value, place) => sum + (isIn(popular.rows[place] as number) ? value : 0), 0) / people
    const difference = differenceOf(byGroup, popular, { isIn, seed })
    return [{ group, people, popularNdcg: mean(popular.ndcg), byGroupNdcg: mean(byGroup.ndcg), difference }]
  })
}

export function printReport({ data, slices, groups, verdict, fit, remarks }: EvaluationReport): readonly string[] {
  return [
    `${data.people} people, ${data.items} items; learnt from ${data.learntFrom}, to be found ${data.toBeFound} ` +
      `(split: ${data.split}, seed ${data.seed}). All items are ranked. ± is half of the 95 % interval.`,
    ...printTable(slices, data.k),
    ...printGroups(groups, data.k),
    '',
    ...verdict,
    '',
    `The fit took ${fit.stages.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1)} s.`,
    ...fit.chosen,
    ...remarks,
  ]
}

function printGroups(groups: readonly GroupFigures[], k: number): readonly string[] {
  if (groups.length === 0) return []
  const rows = groups.map(({ group, people, popularNdcg, byGroupNdcg, difference }) => [
    group,
    String(people),
    popularNdcg.toFixed(4),
    byGroupNdcg.toFixed(4),
    printInterval(difference, 4),
  ])
  const header = ['group', 'people', `most-popular ndcg@${k}`, `by group ndcg@${k}`, 'difference']
  return ['', 'favourites of a group beside those of everybody', ...aligned([header, ...rows])]
}
