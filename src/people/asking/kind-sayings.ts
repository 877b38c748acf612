/**
 * By what a profile says a kind of company or of help and nothing else: few words, since whoever says one is kept out where
 * the kind must not be. A line is a saying. Of each of its words one spelling must be said; `a+b` are neighbours, which are
 * among the words of a profile beside their parts.
 */
import type { Purpose, Relationship } from './wish.ts'

const table: Readonly<Record<Relationship | Purpose, string>> = {
  casual: `
    hookup|hookups|fling|flings|fwb|one+night|no+strings|with+benefits
    something+casual|anything+casual|casual+dating|casual+dates|casual+fun|casual+sex|casual+relationship|casual+relationships
  `,
  serious: `
    serious|committed|longterm relationship|relationships
    longterm something+long|anything+long|term+partner|term+dating|term+love|term+commitment
    something+serious|anything+serious|serious+dating|serious+partner|serious+commitment|serious+love
    marriage|get+married|to+marry|monogamous|soulmate|soulmates|soul+mate|life+partner|settle+down|settling+down|ltr
  `,
  friendship: `
    friend|friends|friendship|friendships|buddy|buddies|pal|pals|companion|companions|companionship|bestie|bff|platonic
  `,
  professional: `
    mentor|mentoring|mentorship|mentee|cofounder|co+founder|networking+events
    business+partner|business+partners|business+contacts|business+network|business+advice|business+relationships
    professional+network|professional+contacts|professional+connections|professional+relationships|professional+advice
  `,
  emotional_support: `
    emotional+support|empathy|empathetic|counselling|counseling|counsellor|counselor|therapist
    good+listener|great+listener|listening+ear|listen+well|to+vent
  `,
  education: `
    teach|teaching|teacher|tutor|tutoring|lesson|lessons|instructor|to+learn|study+partner|study+group
  `,
  career: `
    career|careers|internship|recruiter|recruiting|job+search|job+hunt|job+hunting|job+interview|job+interviews
  `,
  health: `
    health|healthy|gym|workout|workouts|therapy|therapist|physiotherapist|nutrition|nutritionist|rehab|personal+trainer
  `,
}

const parse = (lines: string): readonly (readonly (readonly string[])[])[] =>
  lines
    .trim()
    .split('\n')
    .map((line) =>
      line
        .trim()
        .split(' ')
        .map((group) => group.split('|').map((word) => word.replace('+', ''))),
    )

/** For each kind its sayings: groups of words, of each of which one is said. Neighbours are written as one word. */
export const kindSayings: Readonly<Record<string, ReturnType<typeof parse>>> = Object.fromEntries(
  Object.entries(table).map(([kind, lines]) => [kind, parse(lines)]),
)

/** Neighbours that say together what neither says alone, written as one word. */
export const boundPairs: ReadonlySet<string> = new Set(
  [
    ...Object.values(table)
      .join(' ')
      .matchAll(/([a-z]+)\+([a-z]+)/gu),
  ].map(([, one, other]) => `${one}${other}`),
)
