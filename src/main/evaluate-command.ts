/** How good recommendations are, on a file of the operator's own. */
import type { Command } from 'commander'
import { Problem, silentLogger } from '../base/index.ts'
import { evaluateItems, printReport, splitNames } from '../items/index.ts'
import type { EvaluationDeps, SplitName } from '../items/index.ts'
import { openBuiltInEmbedder } from '../platform/models/index.ts'
import type { Settings } from '../settings/index.ts'
import type { CommandContext } from './commands.ts'

interface EvaluateOptions {
  readonly interactions: string
  readonly items?: string
  readonly users?: string
  readonly test?: string
  readonly split?: string
  readonly k: string
  readonly seed: string
  readonly likedFrom?: string
  readonly json?: true
}

/** Needs no database, and no server: it reads files where it was called. */
export function addEvaluate(program: Command, say: (text: string) => void, open: () => Promise<CommandContext>): void {
  program
    .command('evaluate')
    .description('Says how good the product is on data of your own.')
    .command('items')
    .description('Ranks all items for everybody of a file of events, and says what was found of what came later.')
    .requiredOption(
      '--interactions <file>',
      'CSV, TSV or NDJSON of user_id, item_id, type, time, value; or "user item item …"',
    )
    .option('--items <file>', 'what items are: id, title, description, category, price')
    .option('--users <file>', 'who people are: id, gender, age_group')
    .option('--test <file>', 'what is to be found, in a file of its own')
    .option('--split <how>', `without --test: ${splitNames.join(', ')} (by time where times are known)`)
    .option('--k <number>', 'how long the lists are', '20')
    .option('--seed <number>', 'of everything that is drawn', '1')
    .option('--liked-from <rating>', 'from which rating on an item counts as liked (four fifths of the highest)')
    .option('--json', 'as JSON')
    .action(async (options: EvaluateOptions) => {
      const question = { ...options, ...numbersIn(options), split: splitIn(options) }
      const { settings, tell } = await open()
      const told = options.json || !tell ? (): void => {} : tell
      const report = await evaluateItems(question, depsOf(settings, told))
      say(options.json ? JSON.stringify(report, null, 2) : printReport(report).join('\n'))
    })
}

const K_MAX = 1000
const SEED_MAX = 2 ** 32 - 1

function numbersIn({ k, seed, likedFrom }: EvaluateOptions) {
  const rating = likedFrom === undefined ? undefined : Number(likedFrom)
  if (rating !== undefined && !Number.isFinite(rating)) throw wrong('--liked-from is a number.')
  return {
    k: wholeNumber(k, 1, K_MAX) ?? refuse(`--k is a whole number from 1 to ${K_MAX}.`),
    seed: wholeNumber(seed, 0, SEED_MAX) ?? refuse(`--seed is a whole number from 0 to ${SEED_MAX}.`),
    likedFrom: rating,
  }
}

function wholeNumber(text: string, min: number, max: number): number | null {
  const number = Number(text)
  return /^\d+$/u.test(text) && number >= min && number <= max ? number : null
}

function splitIn({ split }: EvaluateOptions): SplitName | undefined {
  if (split === undefined) return undefined
  return splitNames.find((name) => name === split) ?? refuse(`--split is one of: ${splitNames.join(', ')}.`)
}

const wrong = (sentence: string): Problem => new Problem('request.invalid', sentence)

function refuse(sentence: string): never {
  throw wrong(sentence)
}

function depsOf({ items, models }: Settings, tell: (line: string) => void): EvaluationDeps {
  return {
    budgetSeconds: items.fit.budgetSeconds,
    halfLifeDays: items.popularity.halfLifeDays,
    tell,
    async openEmbed() {
      const { directory, embeddingThreads: threads } = models
      const embedder = openBuiltInEmbedder({ directory, threads, log: silentLogger })
      return { embed: (texts) => embedder.embed(texts), close: () => embedder.close() }
    },
  }
}
