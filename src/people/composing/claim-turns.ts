/**
 * Small words that turn what a sentence says: who denies, wishes, remembers or speaks of others does not claim it. A
 * table of data; the words of what is said itself are compared elsewhere.
 */
const words = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${pattern})(?![\\p{L}])`, 'iu')

const turns = {
  denied: words(
    "not|\\p{L}+n['’]t|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|cant|dont|without|hardly|barely|except|hate|avoid|dislike|nicht|kein\\p{L}*|nie|ohne|pas|jamais|sans|nunca|ning[uú]n\\p{L}*|sin|não|nem|non|niet|geen",
  ),
  wished: words(
    "want\\p{L}*|wish\\p{L}*|hop(?:e|es|ed|ing)|would|['’]d|could|might|may|should|need\\p{L}*|look(?:ing)? (?:for|to)|seek\\p{L}*|search\\p{L}*|become|becoming|try|trying|tried|if|whether|soon|will|['’]ll|going to|lik(?:e|ing) to|love to|interested",
  ),
  past: words(
    "was|were|wasn['’]t|weren['’]t|had|did|been|used to|once|former\\p{L}*|ex|previous\\p{L}*|until|ago|no longer|(?!interested)\\p{L}+[^e\\s]ed|built|led|ran|made|sold|taught|wrote|grew|won|left|kept|began|went|spoke|held|got",
  ),
  others: words(
    "he|she|they|his|her|hers|him|them|their|theirs|who|whom|whose|somebody|someone|people|others|\\p{L}+['’]s(?= \\p{L})",
  ),
} as const

export type Turn = keyof typeof turns

const all = Object.keys(turns) as readonly Turn[]

export const turnsOf = (text: string): ReadonlySet<Turn> => new Set(all.filter((turn) => turns[turn].test(text)))
