import { expect, test } from 'vitest'
import { itemColumns } from './columns.ts'
import type { ItemColumn } from './columns.ts'
import { namedFormat } from './file-format.ts'
import { readTable } from './read-table.ts'
import type { TableFormat } from './read-table.ts'

/** Each text is one stretch. */
async function rowsOf(...stretches: string[]) {
  let number = 0
  const lines = stretches.map((text) => text.split('\n').map((each) => ({ number: (number += 1), text: each })))
  const named = namedFormat(stretches.join('\n').split('\n'), { columns: itemColumns, required: ['id'] })
  async function* all() {
    yield* lines
  }
  const rows = await Array.fromAsync(readTable<ItemColumn>(all(), named as TableFormat<ItemColumn>, itemColumns))
  return rows.flat()
}

test('cells become rows by the names of their columns, and empty ones are not there', async () => {
  expect(await rowsOf('id,title,other\n1,One,x\n2,,y')).toEqual([
    { line: 2, row: { id: '1', title: 'One' } },
    { line: 3, row: { id: '2' } },
  ])
})

test('a text over several lines is one cell, also where the file was cut within it', async () => {
  expect(await rowsOf('id,title\n1,"first\nsecond', 'third"\n2,two')).toEqual([
    { line: 2, row: { id: '1', title: 'first\nsecond\nthird' } },
    { line: 5, row: { id: '2', title: 'two' } },
  ])
})

test('a quote that never closes costs its own line alone', async () => {
  const rows = await rowsOf(`id,title\n1,"never\n${Array.from({ length: 300 }, (_, at) => `x${at},t`).join('\n')}`)
  expect(rows.filter(({ row }) => row === null)).toEqual([{ line: 2, row: null }])
  expect(rows.length).toBe(301)
  expect(await rowsOf('id,title\n1,"never\n2,two')).toEqual([
    { line: 2, row: null },
    { line: 3, row: { id: '2', title: 'two' } },
  ])
})

test('objects become rows whatever the order of their keys, and what they hold becomes text', async () => {
  const rows = await rowsOf(
    '{"id": 7, "title": "Seven", "price": null}\n{"title": "Eight", "item_id": "8", "categories": {"age": "any"}}',
  )
  expect(rows).toEqual([
    { line: 1, row: { id: '7', title: 'Seven' } },
    { line: 2, row: { id: '8', title: 'Eight', categories: '{"age":"any"}' } },
  ])
})

test.each(['{"id": 1', '[1]', '"id"', 'null', '{"id": 1} {"id": 2}'])('%s is no row', async (text) => {
  const rows = await rowsOf(`{"id": 1}\n${text}`)
  expect(rows.map(({ row }) => row)).toEqual([{ id: '1' }, null])
})
