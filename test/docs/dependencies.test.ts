/** Every library has a reason that is written down, and every reason a library. */
import { expect, test } from 'vitest'
import { readPage, sectionOf, tableRowsOf } from '../support/pages.ts'
import { isTest } from '../support/rooms-map.ts'
import { importsOf } from '../support/rooms-imports.ts'
import { parseFile, readFiles } from '../support/rooms-source.ts'

interface Package {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

const { dependencies, devDependencies } = JSON.parse(await readPage('package.json')) as Package
const page = await readPage('docs/dependencies.md')

const listed = (heading: string): readonly string[] =>
  tableRowsOf(sectionOf(page, heading)).map(([name = '']) => name.replaceAll('`', ''))

test.each([
  ['At run time', dependencies],
  ['For development', devDependencies],
])('%s: every library has its line, and no line is left over', (heading, wanted) => {
  expect(listed(heading)).toEqual(Object.keys(wanted).toSorted())
})

test('every line says what the library is for and what was weighed', () => {
  for (const [name, purpose = '', weighed = ''] of tableRowsOf(page)) {
    expect(purpose.length, name).toBeGreaterThan(8)
    expect(weighed.length, name).toBeGreaterThan(3)
  }
})

test('every version is exact', () => {
  const versions = Object.entries({ ...dependencies, ...devDependencies })
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([])
})

/** Libraries that our own source imports; modules of Node and files of ours aside. */
async function imported(): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  for (const [path, text] of await readFiles(['src'], ['.ts'])) {
    if (isTest(path) || path.endsWith('.d.ts')) continue
    for (const { specifier } of importsOf(parseFile(path, text))) {
      if (specifier === null || specifier.startsWith('.') || specifier.startsWith('node:')) continue
      names.add(
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      )
    }
  }
  return names
}

/** Started, not imported. */
const neverImported = new Set(['node'])

test('what runs for users imports nothing that an image without development tools lacks, and all that it carries', async () => {
  const used = await imported()
  expect([...used].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([])
  const unused = Object.keys(dependencies).filter((name) => !used.has(name) && !neverImported.has(name))
  expect(unused).toEqual([])
})

test('the lockfile names no host and the same versions', async () => {
  const text = await readPage('package-lock.json')
  expect(text).not.toMatch(/"resolved":/u)
  const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, Partial<Package>>> }
  expect(packages['']?.dependencies).toEqual(dependencies)
  expect(packages['']?.devDependencies).toEqual(devDependencies)
})

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

test('the lockfile knows the binaries of every system, or `npm ci` would refuse it on all of them', async () => {
  const { packages } = JSON.parse(await readPage('package-lock.json')) as { packages: Readonly<Record<string, Locked>> }
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
  expect(wanted.length).toBeGreaterThan(50)
  expect(wanted.filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)))).toEqual(
    [],
  )
})
