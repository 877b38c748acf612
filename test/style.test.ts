/** The budgets of style, counted over the whole source; and counted on made-up files, to show that counting works. */
import { expect, test } from 'vitest'
import { isTest } from './support/rooms-map.ts'
import { parseFile, readFiles } from './support/rooms-source.ts'
import { commentLines, countLines, functionsOf, isDataTable, quantile, sum, unwanted } from './support/rooms-style.ts'

const FOLDERS = ['src', 'test', 'bench', 'evaluate', 'scripts']
const everything = [...(await readFiles(FOLDERS, ['.ts']))].map(([path, text]) => parseFile(path, text))

/** What runs for users. Tests, benchmarks, evaluations and scripts are held to manners, not to lengths. */
const source = everything.filter(({ path }) => path.startsWith('src/') && !isTest(path))
const tests = everything.filter(({ path }) => isTest(path) && !/^(?:bench|evaluate|scripts)\//u.test(path))
const functions = source.flatMap(functionsOf)

const lengthOf = ({ text }: { readonly text: string }): number => countLines(text)
const lengths = source.filter((file) => !isDataTable(file)).map(lengthOf)

test('the budgets were counted on the whole source', () => {
  expect(source.length).toBeGreaterThan(100)
  expect(functions.length).toBeGreaterThan(500)
  expect(tests.length).toBeGreaterThan(30)
})

test('half of the files have at most 80 lines, nine in ten at most 250', () => {
  expect(quantile(lengths, 0.5)).toBeLessThanOrEqual(80)
  expect(quantile(lengths, 0.9)).toBeLessThanOrEqual(250)
})

test('no file has more than 400 lines, tables of data aside', () => {
  const long = source.filter((file) => lengthOf(file) > 400 && !isDataTable(file))
  expect(long.map(({ path }) => path)).toEqual([])
})

test('half of the functions have at most 10 lines, 95 in 100 at most 40', () => {
  const lines = functions.map((each) => each.lines)
  expect(quantile(lines, 0.5)).toBeLessThanOrEqual(10)
  expect(quantile(lines, 0.95)).toBeLessThanOrEqual(40)
})

test('no function has more than 60 lines or more than 3 parameters', () => {
  const over = functions.filter(({ lines, parameters }) => lines > 60 || parameters > 3)
  expect(
    over.map(({ file, line, lines, parameters }) => `${file}:${line}: ${lines} lines, ${parameters} parameters`),
  ).toEqual([])
})

test('between 10 and 20 lines in 100 of the source hold a comment', () => {
  const share = sum(source.map(commentLines)) / sum(source.map(lengthOf))
  expect(share).toBeGreaterThanOrEqual(0.1)
  expect(share).toBeLessThanOrEqual(0.2)
})

test('there is at least one line of tests for each line of source', () => {
  const counted = source.filter((file) => !isDataTable(file))
  expect(sum(tests.map(lengthOf))).toBeGreaterThanOrEqual(sum(counted.map(lengthOf)))
})

test('nothing that is not wanted here is here', () => {
  expect(everything.flatMap(unwanted)).toEqual([])
})

const made = (text: string, path = 'src/base/made-up.ts') => parseFile(path, text)

test.each([
  ['const a: any = 1', 'any'],
  ['export default 1', 'a default export'],
  [`vi.mock('./a.ts')`, 'a mocked module'],
  [`test.only('a', () => {})`, 'a test that is left out'],
  [`describe.skip('a', () => {})`, 'a test that is left out'],
  [`test.concurrent.todo('a')`, 'a test that is left out'],
  ['expect(f(1)).toBeDefined()', 'a check that anything passes'],
  ['const a = [1].map((b: any) => b)', 'any'],
  [`const a = /^(${'?i:'}a)/u`, 'a group with a case of its own'],
  [`const a = '(${'?i-s:'}a)'`, 'a group with a case of its own'],
  [`const a = \`\${b}(${'?-i:'}a)\``, 'a group with a case of its own'],
])('what is not wanted is found: %s', (text, what) => {
  expect(unwanted(made(`// one line before\n${text}\n`))).toEqual([`src/base/made-up.ts:2: ${what}`])
})

test.each([
  [`// test.only and any\nconst a = 'export default any'`],
  ['cache.skip(1)'],
  [`test.each([1])('a', () => {})`],
  ['const any = 1'],
  ['const a = /(?:a)(?=b)(?<!c)/iu'],
])('what only looks so is let be: %s', (text) => {
  expect(unwanted(made(text))).toEqual([])
})

test('arrows, methods and functions within functions are counted, with all of their lines', () => {
  const text = [
    'export function outer(this: Window, a: number, { b, c }: B, ...rest: number[]) {',
    '  const inner = (x: number) =>',
    '    x + 1',
    '  return inner',
    '}',
    'class Box { open(): void {} }',
    'declare function nothing(a: number, b: number, c: number, d: number): void',
  ].join('\n')
  expect(functionsOf(made(text)).map(({ line, lines, parameters }) => [line, lines, parameters])).toEqual([
    [1, 5, 3],
    [2, 2, 1],
    [6, 1, 0],
  ])
})

test('a line with two comments is one, and a comment in a string is none', () => {
  const text = `/** one\n * two */\nconst a = 1 // three\nconst b = '// none' /* four */ // five\n`
  expect(commentLines(made(text))).toBe(4)
})

test('a table of data is told from a long file, and a table of functions is a long file', () => {
  const rows = Array.from({ length: 500 }, (_, row) => `  [${row}, 'word'],`).join('\n')
  const handlers = Array.from({ length: 500 }, (_, row) => `  () => ${row},`).join('\n')
  expect(isDataTable(made(`import { a } from './a.ts'\nexport const table = [\n${rows}\n]\n`))).toBe(true)
  expect(isDataTable(made(`export const table = [\n${handlers}\n]\n`))).toBe(false)
  expect(isDataTable(made('export const a = 1\n'.repeat(500)))).toBe(false)
})

test.each([
  [[5, 1, 4, 2, 3], 0.5, 3],
  [[1, 2, 3, 4], 0.5, 2],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 0.9, 9],
  [[7], 0.95, 7],
  [[], 0.5, 0],
])('of %j, %d lie at or below %d', (numbers, share, value) => {
  expect(quantile(numbers, share)).toBe(value)
})

test('a line break at the end begins no line', () => {
  expect([countLines(''), countLines('a'), countLines('a\n'), countLines('a\nb'), countLines('a\n\n')]).toEqual([
    0, 1, 1, 2, 2,
  ])
})
