/** Pages that are made from the code, so that they cannot say anything else than it does. */
import { readFile } from 'node:fs/promises'
import { metricList } from '../src/platform/telemetry/index.ts'
import { filtersList, sentencesTable, weightsTable } from './search-page.ts'
import { retiredSettings, settingList } from '../src/settings/index.ts'

export interface MadePage {
  readonly path: string
  readonly text: string
}

interface ListedSetting {
  readonly kind: { readonly wants: string }
  readonly about: string
  readonly fallback?: string
  readonly isSecret?: boolean
  readonly aliases?: readonly string[]
  readonly standIns?: readonly string[]
}

const settings = Object.entries<ListedSetting>(settingList)

/** Where a heading stands: before the setting of that name. The order is that of the list. */
const headings: Readonly<Record<string, string>> = {
  HOST: 'Where it answers and what it does',
  DATA_DIR: 'Where things are kept',
  SERVICE_API_KEY: 'Who may call',
  ENVIRONMENT: 'What it says of itself',
  CORS_ORIGINS: 'The edge',
  RATE_LIMIT_MEMBER: 'Limits',
  METRICS_OPEN: 'Watching and stopping',
  REQUIRE_APPROVAL: 'People and matching',
  INACTIVE_DAYS: 'Searching for people',
  RESUME_ALLOWED_HOSTS: 'Résumés',
  RECIPROCITY_BACKEND_URL: 'Callbacks to the host product',
  RECIPROCITY_BACKEND_DB_URL: "The host product's database",
  PROFILES_DATABASE_URL: "The host product's profiles",
  MAIN_DATABASE_URL: "The host product's items",
  CACHE_TTL_POPULAR: 'Recommendations',
  EMBEDDING_MODEL: 'Models',
}

/** The root of the repository. */
const ROOT = new URL('../', import.meta.url)

export async function madePages(): Promise<readonly MadePage[]> {
  const [operations = '', search = ''] = await Promise.all(
    ['docs/operations.md', 'docs/search.md'].map((path) => readFile(new URL(path, ROOT), 'utf8')),
  )
  return [
    { path: 'docs/settings.md', text: settingsPage() },
    { path: '.env.example', text: environmentExample() },
    { path: 'docs/search.md', text: searchPage(search) },
    { path: 'docs/operations.md', text: withPart(operations, 'metrics', metricsTable()) },
  ]
}

/** Settings under their headings, in order. */
export function settingGroups(): readonly { readonly title: string; readonly settings: typeof settings }[] {
  const groups: { title: string; settings: typeof settings }[] = []
  for (const entry of settings) {
    const title = headings[entry[0]]
    if (title !== undefined) groups.push({ title, settings: [] })
    groups.at(-1)?.settings.push(entry)
  }
  return groups
}

function settingsPage(): string {
  const tables = settingGroups().flatMap(({ title, settings: group }) => [
    `## ${title}`,
    '',
    '| setting | default | wants | what it is for |',
    '|---|---|---|---|',
    ...group.map(settingRow),
    '',
  ])
  const retired = Object.entries(retiredSettings).map(([name, why]) => `| \`${name}\` | ${why} |`)
  return [...settingsOpening, ...tables, ...retiredOpening, ...retired, ''].join('\n')
}

function settingRow([name, setting]: (typeof settings)[number]): string {
  const { kind, about, fallback, aliases = [] } = setting
  const names = [name, ...aliases].map((spelling) => `\`${spelling}\``).join(' or ')
  const shown = fallback === undefined ? 'not given' : fallback === '' ? 'empty' : `\`${fallback}\``
  return `| ${[names, shown, kind.wants, `${about}${standInsOf(setting)}`].map(cell).join(' | ')} |`
}

const standInsOf = ({ standIns = [] }: ListedSetting): string =>
  standIns.length > 0 ? ` Where it is not given, ${standIns.join(' or ')} is read.` : ''

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')

const settingsOpening = [
  '<!-- Made by `npm run docs` from src/settings/list.ts: change the list, not this page. -->',
  '',
  '# Settings',
  '',
  'Settings are read once, at the start, from the environment and from a file `.env` in the folder that the program is',
  'started in. The environment wins. An empty value counts as not given.',
  '',
  'A wrong or missing setting stops the start. The message names every fault at once: the setting, what it got (never a',
  'secret), and what it wants. A name within two letters of a known one is refused, and so is an unknown one that begins',
  'with `RECIPROCITY_`.',
  '',
  'With `DATABASE_URL` set nothing is made up: `SERVICE_API_KEY`, `JWT_SECRET` (or `JWKS_URL` with `JWT_ISSUER`) and,',
  'where `RECIPROCITY_BACKEND_URL` is set, `WEBHOOK_SECRETS` must be given. Without it they are made at the first start',
  'and kept in `DATA_DIR/secrets`.',
  '',
  'Durations are written `500ms`, `2s`, `15min`, `1h` or `1d`. Lists are words between commas, or a JSON array of texts.',
  '',
]

const retiredOpening = [
  '## Settings of old deployments',
  '',
  'These are accepted, and one line at the start says that they have nothing left to do. So is every other name that',
  'begins with `DYNAMO_` or `DYNAMODB_`.',
  '',
  '| setting | why |',
  '|---|---|',
]

function environmentExample(): string {
  const lines = settingGroups().flatMap(({ title, settings: group }) => [
    `# --- ${title} ---`,
    '',
    ...group.flatMap(([name, setting]) => [...exampleComment(setting), `#${name}=${setting.fallback ?? ''}`, '']),
  ])
  return [...exampleOpening, ...lines, ...exampleEnding].join('\n')
}

function exampleComment(setting: ListedSetting): string[] {
  const { about, kind, isSecret = false, aliases = [] } = setting
  const also = aliases.length > 0 ? ` Also called ${aliases.join(' or ')}.` : ''
  return [`# ${about}${also}${standInsOf(setting)}`, `# Wants ${kind.wants}.${isSecret ? ' A secret.' : ''}`]
}

const exampleOpening = [
  '# Copy this file to .env and take the # away from what you set. A line with a value shows the default.',
  '# Made by `npm run docs` from src/settings/list.ts: change the list, not this file.',
  '',
]

const exampleEnding = [
  '# --- compose.yaml alone ---',
  '',
  '# The password of the PostgreSQL that compose starts: letters and digits. A secret.',
  '#POSTGRES_PASSWORD=',
  '',
]

function metricsTable(): string {
  const rows = Object.entries<{ kind: string; labels: readonly string[]; help: string }>(metricList).map(
    ([name, { kind, labels, help }]) =>
      `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ') || 'none'} | ${help} |`,
  )
  return ['| metric | kind | labels | what it says |', '|---|---|---|---|', ...rows].join('\n')
}

const searchParts = { weights: weightsTable, filters: filtersList, sentences: sentencesTable }

const searchPage = (page: string): string =>
  Object.entries(searchParts).reduce((text, [name, made]) => withPart(text, name, made()), page)

/** Puts what was made between the two marks of its name. Throws when the marks are gone. */
function withPart(page: string, name: string, part: string): string {
  const marks = new RegExp(`(<!-- ${name}: made[^\\n]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`, 'u')
  if (!marks.test(page)) throw new Error(`The page has no place for "${name}".`)
  return page.replace(marks, (_, open: string, close: string) => `${open}\n${part}\n\n${close}`)
}
