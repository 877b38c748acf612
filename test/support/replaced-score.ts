/** The score of the replaced service, as far as its two samples need it: what ours is compared with. */

export interface Side {
  readonly age: number
  readonly interests: readonly string[]
  readonly needs: readonly string[]
  readonly bio: string
}

/** As the replaced service read it: every word of more than two letters that its list of function words did not know. */
const STOP = new Set(
  'find me who can help near around about age years old user person people someone looking for want need and the with'.split(
    ' ',
  ),
)
const RELATED: Readonly<Record<string, readonly string[]>> = {
  music: ['musical', 'musician', 'singing', 'songs', 'melody', 'tune', 'performer'],
  photography: ['photo', 'photographer', 'pictures', 'camera', 'videography'],
  hiking: ['trekking', 'mountain', 'outdoor', 'nature', 'trail', 'adventure'],
}

export const keywordsOf = (prompt: string): readonly string[] => [
  ...new Set(
    (prompt.toLowerCase().match(/\w+/gu) ?? []).filter(
      (word) => word.length > 2 && !/^\d+$/u.test(word) && !STOP.has(word),
    ),
  ),
]

/** 0 to 1: the share of the keywords that a profile says, one way only. */
export function keywordShare(keywords: readonly string[], { interests, needs, bio }: Side): number {
  const [liked, needed, about] = [interests.join(' '), needs.join(' '), bio].map((text) => text.toLowerCase())
  const scoreOf = (word: string): number => {
    if (liked?.includes(word)) return 1
    const related = RELATED[word]
    if (related) return related.some((other) => liked?.includes(other)) ? 0.9 : 0
    if (needed?.includes(word)) return 0.8
    return about?.includes(word) ? 0.6 : 0
  }
  return keywords.length === 0
    ? 0
    : Math.min(1, keywords.reduce((sum, word) => sum + scoreOf(word), 0) / keywords.length)
}

/** 0 to 100, for two people so many kilometres apart, of at most 50. */
export function replacedScore(
  asker: Side,
  candidate: Side,
  { prompt, km }: { readonly prompt: string; readonly km: number },
): number {
  const keywords = keywordsOf(prompt)
  const share = keywordShare(keywords, candidate)
  const parts = [
    share,
    jaccard(asker.interests, candidate.interests),
    jaccard(asker.needs, candidate.needs),
    jaccard(asker.bio.split(/\s+/u), candidate.bio.split(/\s+/u)),
    Math.max(0, 1 - km / 50),
    Math.max(0, 1 - Math.abs(asker.age - candidate.age) / 20),
  ]
  const weights = keywords.length === 0 ? [0, 30, 25, 15, 15, 10] : [55, 20, 10, 2, 5, 8]
  const bonus = [15, 10, 5][[0.8, 0.6, 0.4].findIndex((least) => share >= least)] ?? 0
  return Math.min(100, parts.reduce((sum, part, index) => sum + part * (weights[index] ?? 0), 0) + bonus)
}

function jaccard(one: readonly string[], other: readonly string[]): number {
  const [ones, others] = [one, other].map((list) => new Set(list.map((text) => text.toLowerCase())))
  if (!ones || !others || ones.size + others.size === 0) return 0
  return ones.intersection(others).size / ones.union(others).size
}
