/** Names for planted items: those of one cluster share a word of their own, those of one category a noun. */

const materials = (
  'oak linen copper wool glass paper silver leather clay bamboo cotton steel marble velvet amber cedar ' +
  'pewter felt ivory denim walnut brass silk slate cork wicker jade pearl birch canvas'
).split(' ')

const things: readonly (readonly [category: string, noun: string])[] = [
  ['kitchen', 'teapot'],
  ['kitchen', 'cutting board'],
  ['kitchen', 'coffee grinder'],
  ['garden', 'watering can'],
  ['garden', 'seed box'],
  ['garden', 'lantern'],
  ['beauty', 'perfume'],
  ['beauty', 'hair brush'],
  ['beauty', 'soap dish'],
  ['sport', 'climbing rope'],
  ['sport', 'tennis racket'],
  ['sport', 'yoga mat'],
  ['books', 'notebook'],
  ['books', 'atlas'],
  ['books', 'bookmark'],
  ['toys', 'train set'],
  ['toys', 'kite'],
  ['toys', 'puzzle'],
  ['music', 'guitar strap'],
  ['music', 'record player'],
  ['music', 'metronome'],
  ['travel', 'suitcase'],
  ['travel', 'travel pillow'],
  ['travel', 'passport cover'],
  ['jewellery', 'necklace'],
  ['jewellery', 'bracelet'],
  ['jewellery', 'cufflinks'],
  ['desk', 'fountain pen'],
  ['desk', 'desk lamp'],
  ['desk', 'letter opener'],
  ['art', 'paint box'],
  ['art', 'easel'],
  ['art', 'picture frame'],
  ['home', 'blanket'],
  ['home', 'candle holder'],
  ['home', 'vase'],
  ['games', 'chess board'],
  ['games', 'card deck'],
  ['games', 'dice cup'],
  ['clothes', 'scarf'],
  ['clothes', 'belt'],
]

export interface Label {
  readonly title: string
  readonly category: string
}

/** The same thing of the same material in a cluster, with a number; neighbouring clusters share the material. */
export function labelOf(column: number, cluster: number): Label {
  const [category, noun] = things[cluster % things.length] as readonly [string, string]
  const material = materials[Math.floor(cluster / things.length) % materials.length] as string
  return { title: `${material} ${noun} no. ${column}`, category }
}
