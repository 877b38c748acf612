import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dotEnvNotices, readDotEnv } from './dot-env.ts'

const folderWith = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'reciprocity-dot-env-'))
  writeFileSync(join(folder, '.env'), text)
  return folder
}
const isKnown = (name: string): boolean => ['PORT', 'HOST', 'MAPPING'].includes(name)

test('each line that says nothing to us is named by its number', () => {
  const folder = folderWith('# mine\nPORT=1\ngarbage line\n\nexport HOST=here\nFOO=bar\nPOSTGRES_PASSWORD=x\n')
  expect(readDotEnv(folder)).toMatchObject({ PORT: '1', HOST: 'here' })
  expect(dotEnvNotices(folder, isKnown)).toEqual([
    'Line 3 of .env is not used: it is not of the form NAME=value.',
    'Line 6 of .env is not used: FOO is not a setting.',
  ])
})

test('a text over several lines is one assignment, and keeps the numbers of what follows', () => {
  const folder = folderWith('MAPPING=\'{\n  "users": 1\n}\'\nnonsense\n')
  expect(readDotEnv(folder)['MAPPING']).toContain('users')
  expect(dotEnvNotices(folder, isKnown)).toEqual(['Line 4 of .env is not used: it is not of the form NAME=value.'])
})

test('no file, no complaint', () => {
  expect(dotEnvNotices(join(tmpdir(), 'reciprocity-nowhere'), isKnown)).toEqual([])
})
