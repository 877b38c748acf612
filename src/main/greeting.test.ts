import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings } from '../settings/index.ts'
import { greeting } from './greeting.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'reciprocity-greeting-'))
const settingsWith = (environment: Record<string, string> = {}) => readSettings({ DATA_DIR: dataDir, ...environment })
const said = (environment: Record<string, string>, address: string | null, isTerminal = true): string =>
  greeting(settingsWith(environment), { address, isTerminal }).join('\n')
const here = 'http://127.0.0.1:8000'
const everywhere = 'http://0.0.0.0:8000'

test('a key that was made is shown to a person, and what is no terminal is told only where it lies', () => {
  const key = String(settingsWith().keys.serviceApiKey)
  expect(said({}, here)).toContain(`\n  ${key}`)
  const logged = said({}, here, false)
  expect(logged).not.toContain(key)
  expect(logged).toContain(`is the line SERVICE_API_KEY of ${join(dataDir, 'secrets')}.`)
})

test.each([
  [{}, here, 'It answers this machine alone, for its only key is the made one.'],
  [{}, everywhere, 'It answers other machines too, for there is a key that you made; HOST says where it listens.'],
  [{ SERVICE_API_KEY: 'a-key-of-sixteen-or-more' }, everywhere, 'for SERVICE_API_KEY is set;'],
])('with %j the start at %s says who can reach it, and why', (environment, address, sentence) => {
  expect(said(environment, address)).toContain(sentence)
})

test('whoever says where it listens is not told who can reach it', () => {
  expect(said({ HOST: '0.0.0.0', SERVICE_API_KEY: 'a-key-of-sixteen-or-more' }, everywhere)).not.toContain('\nIt ')
})

test('a worker has no address to tell', () => {
  expect(said({}, null)).toMatch(/^Reciprocity works on jobs\.$/mu)
})
