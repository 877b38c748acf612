/** Headings of a résumé, and of lists in answers, and what stands below them. */
import type { Prompt, Topic } from './types.ts'

const section = (side: Prompt['side'], ...topics: readonly Topic[]): Prompt => ({ side, topics: new Set(topics) })

const headings: readonly (readonly [RegExp, Prompt])[] = [
  [
    /^(?:(?:key|core|technical|professional|main|my|hard|soft|relevant|language|computer|it|other) )?(?:skills?(?: (?:summary|and (?:tools|expertise|abilities)|& (?:tools|expertise|abilities)|set))?|competenc(?:ies|es|e)|expertise|areas of expertise|strengths?|technologies|tech stack|tools|services|languages|capabilities|proficienc(?:ies|y)|kenntnisse|fähigkeiten|compétences|habilidades|competenze|what i (?:offer|can offer|bring|do))$/iu,
    section('offer', 'focus'),
  ],
  [
    /^(?:(?:career |professional |job )?(?:objectives?|goals?)|seeking|looking for|what i(?:['’]m| am) looking for|what i (?:need|want|look for)|needs|requirements|ziele|objetivos?|objectifs?)$/iu,
    section('need'),
  ],
  [
    /^(?:(?:professional |work |employment |relevant |career |other )?(?:experience|history|background|career|employment|positions?|projects?|achievements?|accomplishments?)|berufserfahrung|werdegang|experiencia|expérience|experiência|esperienza)$/iu,
    section(null, 'experience'),
  ],
  [
    /^(?:education(?: and training| & training)?|academic background|qualifications?|certifications?|certificates?|training|courses|degrees?|publications?|awards?(?: and honou?rs)?|honou?rs|ausbildung|educación|formation|formação|formazione)$/iu,
    section(null, 'experience'),
  ],
  [
    /^(?:(?:professional |executive |career |personal )?(?:summary|profile|statement|bio)|about(?: me)?|introduction|overview|über mich|perfil|profil|profilo)$/iu,
    section(null, 'about'),
  ],
  [
    /^(?:(?:my )?(?:hobb(?:y|ies)|hobbys|leisure(?: activities)?|pastimes?|free time|freizeit|aficiones|pasatiempos|loisirs|passatempi)|(?:hobbies|leisure) (?:and|&) interests|interests (?:and|&) (?:hobbies|leisure))$/iu,
    section(null, 'leisure'),
  ],
  [/^(?:interests?|passions?|industries|focus(?: areas)?|intereses|intérêts|interessen)$/iu, section(null, 'focus')],
  [
    /^(?:contact(?: (?:me|details|information))?|references?|personal (?:details|information|data)|curriculum vitae|cv|resume|résumé|lebenslauf|kontakt|availability)$/iu,
    section(null),
  ],
]

/** Null for a line that heads nothing. */
export function readHeading(line: string): Prompt | null {
  const bare = line
    .replace(/[:：–—-]\s*$/u, '')
    .replace(/^#+\s*/u, '')
    .trim()
  return headings.find(([pattern]) => pattern.test(bare))?.[1] ?? null
}
