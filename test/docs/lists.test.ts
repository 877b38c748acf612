/** Pages that list what there is, held to what there is. */
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { madePages, settingGroups } from '../../scripts/made-pages.ts'
import { problemList } from '../../src/base/index.ts'
import { metricList } from '../../src/platform/telemetry/index.ts'
import { readSettings, settingList } from '../../src/settings/index.ts'
import { readPage, sectionOf, tableRowsOf } from '../support/pages.ts'

const settingNames = Object.keys(settingList)

test.each(await madePages())('$path says what the code says: `npm run docs` was run', async ({ path, text }) => {
  expect(await readPage(path)).toBe(text)
})

test('every setting stands under a heading, once', () => {
  expect(settingGroups().flatMap(({ settings }) => settings.map(([name]) => name))).toEqual(settingNames)
})

test('every setting and its default is on the page of settings', async () => {
  const rows = tableRowsOf(await readPage('docs/settings.md'))
  for (const [name, setting] of Object.entries<{ fallback?: string; about: string }>(settingList)) {
    const row = rows.find(([names = '']) => names.split(' or ').includes(`\`${name}\``))
    expect(row?.[1]).toBe(
      setting.fallback === undefined ? 'not given' : setting.fallback ? `\`${setting.fallback}\`` : 'empty',
    )
  }
})

test('the example of an environment names every setting, and sets none', async () => {
  const example = await readPage('.env.example')
  expect(parseEnv(example)).toEqual({})
  const offered = [...example.matchAll(/^#([A-Z][A-Z0-9_]*)=/gmu)].map(([, name]) => name)
  expect(offered.filter((name) => name !== 'POSTGRES_PASSWORD')).toEqual(settingNames)
})

test('every default in the example is what is read without it', async () => {
  const example = await readPage('.env.example')
  const given = {
    DATABASE_URL: 'postgres://db/own',
    SERVICE_API_KEY: 'a-key-of-16-characters',
    JWT_SECRET: 'x'.repeat(32),
  }
  const spelledOut = parseEnv(example.replaceAll(/^#(?=[A-Z][A-Z0-9_]*=)/gmu, ''))
  const { isHostGiven, ...read } = readSettings({ ...spelledOut, ...given })
  expect({ isHostGiven, ...read }).toEqual(readSettings(given))
})

interface ListedProblem {
  readonly code: string
  readonly status: number
  readonly title: string
}

const problemsPage = await readPage('docs/problems.md')

function listedProblems(): readonly ListedProblem[] {
  const headings = [...problemsPage.matchAll(/^### `([^`]+)` · (\d{3}) · (.+)$/gmu)]
  return headings.map(([, code = '', status, title = '']) => ({ code, status: Number(status), title }))
}

test('every problem is on its page with its status and title, and none is there that cannot happen', () => {
  const known = Object.entries(problemList).map(([code, { status, title }]) => ({ code, status, title }))
  const byCode = (one: ListedProblem, other: ListedProblem): number => (one.code < other.code ? -1 : 1)
  expect(listedProblems().toSorted(byCode)).toEqual(known.toSorted(byCode))
})

test('every problem says what it means and what to do', () => {
  for (const { code, status, title } of listedProblems()) {
    const text = sectionOf(problemsPage, `\`${code}\` · ${status} · ${title}`)
    expect(text, code).toMatch(/^- \*\*Means\*\*: \S.{10}/mu)
    expect(text, code).toMatch(/^- \*\*Do\*\*: \S.{5}/mu)
  }
})

test('every metric that an alarm names is one, with labels that it has', async () => {
  const watch = sectionOf(await readPage('docs/operations.md'), 'What to watch')
  const named = [...watch.matchAll(/`(reciprocity_[a-z_]+)(?:\{([a-z]+)[^}]*\})?`/gu)]
  expect(named.length).toBeGreaterThan(25)
  for (const [, name = '', label] of named) {
    const metric = (metricList as Readonly<Record<string, { readonly labels: readonly string[] }>>)[name]
    expect(metric, name).not.toBeUndefined()
    if (label !== undefined) expect(metric?.labels, name).toContain(label)
  }
})
