import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPeople } from './read-people.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'reciprocity-people-'))))
afterAll(() => rm(folder, { recursive: true }))

async function read(text: string) {
  const path = join(folder, 'people.csv')
  await writeFile(path, text)
  const { segments, remarks } = await readPeople(path)
  return { segments: Object.fromEntries(segments), remarks: remarks.map((line) => line.replace(path, 'people.csv')) }
}

test('groups come as they are said, and years are put into their group', async () => {
  const { segments } = await read(
    'id,gender,age_group\n1,f,25-34\n2,Male,45+\n3,other,18\n4,,34.5\n5,unknown,17\n6,F,45\n7,any,Unknown\n8,f,0',
  )
  expect(segments).toEqual({
    1: { gender: 'f', age: '25-34' },
    2: { gender: 'm', age: '45+' },
    3: { gender: 'other', age: '18-24' },
    4: { gender: null, age: '25-34' },
    5: { gender: null, age: 'under 18' },
    6: { gender: 'f', age: '45+' },
    7: { gender: null, age: null },
    8: { gender: 'f', age: null },
  })
})

test('other spellings of the columns are understood, and the last line of somebody counts', async () => {
  const { segments } = await read('user_id:token\tage:token\tgender:token\n1\t24\tM\n1\t53\tF')
  expect(segments).toEqual({ 1: { gender: 'f', age: '45+' } })
})

test('who has no id is named by the line', async () => {
  expect(await read('{"id": 1, "gender": "f"}\n{"gender": "m"}\nnonsense')).toEqual({
    segments: { 1: { gender: 'f', age: null } },
    remarks: ['2 lines of people.csv were not read:', '  line 2: it has no id', '  line 3: it cannot be read'],
  })
})

test.each([
  ['', 'is empty'],
  ['gender,age\nf,12', 'has no column that names an id'],
])('%j is refused in a sentence', async (text, words) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'request.invalid', message: expect.stringContaining(words) })
})
