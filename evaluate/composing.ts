/** Measures how well the built-in composer sorts sentences whose kind is known. `node evaluate/composing.ts` */
import { compose, planComposition } from '../src/people/composing/compose.ts'
import { embedAll } from './embed.ts'
import { professions } from './professions.ts'
import { spoken } from './spoken.ts'
import { memories } from './talk.ts'
import { topics } from './topics.ts'

type Kind = 'need' | 'offer' | 'background'

const sentences: Readonly<Record<Kind, readonly string[]>> = {
  need: Object.values(topics).flatMap(({ needs }) => needs),
  offer: Object.values(topics).flatMap(({ offers }) => offers),
  background: [...professions.map(({ background }) => background), ...memories.needs, ...memories.offers],
}
const prompts = [
  'Tell us about yourself',
  'What are you looking for?',
  'What can you offer?',
  'What are you looking for and what can you offer?',
]

for (const prompt of prompts) {
  console.log(`"${prompt}"`)
  for (const [kind, texts] of Object.entries(sentences))
    console.log(`  ${kind.padEnd(10)} ${await sortedShares(prompt, texts)}`)
}

for (const prompt of ['What are you looking for?', 'What can you offer?']) {
  const share = await keptOutShare(prompt, sentences.background)
  console.log(`"${prompt}", beside a plain answer`)
  console.log(`  background kept out of both lists: ${share} %`)
}

await printSpoken()

/** Each under its own question; what is sorted wrongly is shown. */
async function printSpoken(): Promise<void> {
  const plans = spoken.map(([, prompt, answer]) =>
    planComposition({ questions: [{ prompt, answer }], resumeText: null, rejections: [] }),
  )
  const vectors = await embedAll(plans.flatMap((plan) => plan.texts))
  const wrong = plans.flatMap((plan, index) => {
    const found = kindOf(
      compose(
        plan,
        plan.texts.map((text) => vectors.get(text) ?? new Float32Array(0)),
      ),
    )
    const [kind, , text] = spoken[index] ?? []
    return found === kind ? [] : [`  ${kind} taken for ${found}: ${text}`]
  })
  console.log(`As people type: ${spoken.length - wrong.length} of ${spoken.length}`)
  for (const line of wrong) console.log(line)
}

/** People tell a little of their lives around what they were asked for. */
async function keptOutShare(prompt: string, texts: readonly string[]): Promise<number> {
  const plans = texts.map((text) =>
    planComposition({ questions: [{ prompt, answer: `Bookkeeping. ${text}` }], resumeText: null, rejections: [] }),
  )
  const vectors = await embedAll(plans.flatMap((plan) => plan.texts))
  const keptOut = plans.filter((plan) => {
    const { requirements, offerings } = compose(
      plan,
      plan.texts.map((text) => vectors.get(text) ?? new Float32Array(0)),
    )
    return requirements.length + offerings.length === 1
  })
  return Math.round((100 * keptOut.length) / plans.length)
}

/** Each sentence alone is a whole answer, so nothing around it helps. */
async function sortedShares(prompt: string, texts: readonly string[]): Promise<string> {
  const plans = texts.map((answer) =>
    planComposition({ questions: [{ prompt, answer }], resumeText: null, rejections: [] }),
  )
  const vectors = await embedAll(plans.flatMap((plan) => plan.texts))
  const kinds = plans.map((plan) =>
    kindOf(
      compose(
        plan,
        plan.texts.map((text) => vectors.get(text) ?? new Float32Array(0)),
      ),
    ),
  )
  const share = (kind: string): string =>
    `${Math.round((100 * kinds.filter((one) => one === kind).length) / kinds.length)} %`
  return `need ${share('need')}, offer ${share('offer')}, both ${share('both')}, background ${share('background')}`
}

function kindOf({ requirements, offerings }: ReturnType<typeof compose>): string {
  if (requirements.length > 0 && offerings.length > 0) return 'both'
  if (requirements.length > 0) return 'need'
  return offerings.length > 0 ? 'offer' : 'background'
}
