/** A person as her host and she herself see her. */
import type { Person, PersonTexts, Sentence, StoredPersona } from './person.ts'
import { quotedAgain } from './said-words.ts'
import type { PersonOutput } from './schema.ts'

type WireSentence = PersonOutput['requirements'][number]
type WireSource = WireSentence['sources'][number]

const untold: PersonTexts = {
  questions: [],
  resumeLink: null,
  resumeStatus: 'none',
  resumeReason: null,
  resumeText: null,
  rejections: [],
}

/** Every conclusion stands beside the words that it was drawn from. Whoever is not registered has said nothing. */
export function viewPerson(person: Person, said: PersonTexts | null, stored: StoredPersona | null): PersonOutput {
  const texts = said ?? untold
  const requirements = stored?.requirements ?? []
  const offerings = stored?.offerings ?? []
  return {
    user_id: person.id,
    stage: person.stage,
    failure: person.failedStage === null ? null : { stage: person.failedStage, reason: person.failedReason ?? '' },
    status: person.status,
    needs_matchmaking: person.needsMatchmaking,
    designation: person.givenDesignation ?? person.designation,
    designation_source: designationSource(person, texts),
    persona: stored && { ...stored.persona, generated_at: preciseTime(stored.generatedAt) },
    composer: stored?.composer ?? null,
    requirements: requirements.map((sentence) => viewSentence(sentence, texts)),
    requirements_text: joined(requirements),
    offerings: offerings.map((sentence) => viewSentence(sentence, texts)),
    offerings_text: joined(offerings),
    questions: [...texts.questions],
    resume: { link: texts.resumeLink, status: texts.resumeStatus, reason: texts.resumeReason, text: texts.resumeText },
    created_at: person.createdAt.toISOString(),
    updated_at: person.updatedAt.toISOString(),
    approved_at: person.approvedAt?.toISOString() ?? null,
  }
}

/** ISO 8601 with microseconds and an offset, as the persona's readers have always parsed it. */
export function preciseTime(at: Date): string {
  return at.toISOString().replace('Z', '000+00:00')
}

function joined(sentences: readonly Sentence[]): string | null {
  return sentences.length === 0 ? null : sentences.map(({ text }) => text).join('\n')
}

/** Where a sentence came from, with the words of the answer or the line of the résumé to check it against. */
function viewSentence({ text, source }: Sentence, texts: PersonTexts): WireSentence {
  return { text, sources: [viewSource({ text, source }, texts)] }
}

function viewSource({ text, source }: Sentence, texts: PersonTexts): WireSource {
  if (source.kind === 'edit') return { kind: 'edit' }
  const words = source.text === undefined ? quotedAgain({ text, source }, texts) : { ...source, text: source.text }
  if (words.kind === 'reason') return { kind: 'reason', text: words.text }
  if (words.kind === 'resume') return { kind: 'resume', line: words.line, text: words.text }
  return { kind: 'answer', prompt: words.prompt ?? '', text: words.text }
}

function designationSource(person: Person, texts: PersonTexts): PersonOutput['designation_source'] {
  if (person.givenDesignation !== null) return { kind: 'given', text: person.givenDesignation }
  if (person.designation === null || person.designationSource === null) return null
  const sentence = { text: person.designation, source: person.designationSource as Sentence['source'] }
  const source = viewSource(sentence, texts)
  return { kind: source.kind, text: 'text' in source ? source.text : '' }
}
