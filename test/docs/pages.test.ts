/** All pages together: links lead somewhere, code blocks are closed, decisions are numbered, recipes are short. */
import { readdir } from 'node:fs/promises'
import { statSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { fencesOf, localLinksOf, readPage, repository, sectionOf, tableRowsOf } from '../support/pages.ts'
import { readFiles } from '../support/rooms-source.ts'

const roots = (await readdir(repository)).filter((name) => name.endsWith('.md'))
const below = await readFiles(['docs', 'src', 'evaluate', 'bench'], ['.md'])
const pages = new Map([
  ...below,
  ...(await Promise.all(roots.map(async (path) => [path, await readPage(path)] as const))),
])

/** As GitHub makes it of a heading: lower case, no signs, dashes for spaces. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/gu, '-')

const anchorsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) => anchorOf(heading))

test('there are pages, and every block of code in them is closed', () => {
  expect(pages.size).toBeGreaterThan(20)
  for (const page of pages.values()) fencesOf(page)
})

test('every link to another page or heading leads to one', () => {
  const broken: string[] = []
  for (const [path, page] of pages) {
    for (const link of localLinksOf(page)) {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : posix.join(posix.dirname(path), file)
      const exists = statSync(new URL(target, repository), { throwIfNoEntry: false }) !== undefined
      const hasAnchor = anchor === undefined || anchorsOf(pages.get(target) ?? '').includes(anchor)
      if (!exists || !hasAnchor) broken.push(`${path}: ${link}`)
    }
  }
  expect(broken).toEqual([])
})

const decisions = [...pages]
  .filter(([path]) => path.startsWith('docs/decisions/'))
  .toSorted(([one], [other]) => (one < other ? -1 : 1))

test('decisions are numbered from 1 without a gap, and each title has its number', () => {
  expect(decisions.length).toBeGreaterThan(10)
  for (const [index, [path, page]] of decisions.entries()) {
    expect(path).toMatch(new RegExp(`/${String(index + 1).padStart(4, '0')}-[a-z0-9-]+\\.md$`, 'u'))
    expect(page.split('\n')[0]).toMatch(new RegExp(`^# ${index + 1}\\. \\S`, 'u'))
  }
})

test('each decision says what was decided and fits a page', () => {
  for (const [path, page] of decisions) {
    expect(page, path).toMatch(/^## Decision$/mu)
    expect(page, path).toMatch(/^## (?:Consequence|What it costs)$/mu)
    expect(page.split('\n').length, path).toBeLessThan(60)
  }
})

const contributing = await readPage('CONTRIBUTING.md')
const scripts = (JSON.parse(await readPage('package.json')) as { scripts: Record<string, string> }).scripts

test.each(['Add a route', 'Add a job', 'Add an adapter', 'Add a migration'])(
  '%s takes less than ten lines',
  (heading) => {
    const lines = sectionOf(contributing, heading)
      .split('\n')
      .filter((line) => line.trim() !== '')
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.length).toBeLessThan(10)
  },
)

test('every command for contributors is there', () => {
  const commands = tableRowsOf(sectionOf(contributing, 'Commands')).map(([command = '']) => command.replaceAll('`', ''))
  expect(commands.length).toBeGreaterThan(5)
  for (const command of commands) {
    const [, script] = /^npm (?:run )?(\w+)/u.exec(command) ?? []
    if (script !== undefined) expect(scripts, command).toHaveProperty(script)
    const [file] = /(?:\.ci|scripts)\/[\w.-]+/u.exec(command) ?? []
    if (file !== undefined) expect(statSync(new URL(file, repository)).isFile(), command).toBe(true)
  }
})

test('every file that the recipes name is there', () => {
  const named = [...contributing.matchAll(/`((?:src|test|scripts|docs)\/[\w./-]+)`/gu)].map(([, path = '']) => path)
  const missing = named.filter(
    (path) => !/NNNN|</u.test(path) && !statSync(new URL(path, repository), { throwIfNoEntry: false }),
  )
  expect(missing).toEqual([])
})

test('the licence is the whole Apache License 2.0, and the notice names what is carried', async () => {
  const licence = await readPage('LICENSE')
  expect(licence).toContain('Version 2.0, January 2004')
  expect(licence).toContain('END OF TERMS AND CONDITIONS')
  expect(licence.length).toBeGreaterThan(11_000)
  const notice = await readPage('NOTICE')
  for (const folder of await readdir(new URL('models', repository))) expect(notice).toContain(`models/${folder}`)
  expect(JSON.parse(await readPage('package.json'))).toMatchObject({ license: 'Apache-2.0' })
})

test('no page speaks of what is not there yet', () => {
  const words = /\b(?:TODO|FIXME|TBD|coming soon|for now|not yet implemented|placeholder|lorem ipsum)\b/iu
  expect([...pages].filter(([, page]) => words.test(page)).map(([path]) => path)).toEqual([])
})
