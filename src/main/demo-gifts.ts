/** What there is to give in the demo, and who likes what. All of it is made up. */

export interface DemoGift {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly categories: Readonly<Record<string, string>>
  readonly price: number
  readonly platform: string
  readonly geo_id: number
}

export interface DemoGuest {
  readonly id: string
  readonly gender: 'male' | 'female'
  readonly age_group: string
  readonly likes: readonly string[]
}

/** The town of the demo. */
export const demoGeoId = 1

interface Theme {
  readonly name: string
  readonly category: string
  readonly about: string
  readonly gifts: readonly (readonly [title: string, price: number])[]
  /** Who is mostly drawn to it. */
  readonly gender: 'male' | 'female' | null
  readonly age: string | null
}

const themes: readonly Theme[] = [
  {
    name: 'climbing',
    category: 'sport',
    about: 'For whoever climbs, indoors or on rock.',
    gender: null,
    age: '25-34',
    gifts: [
      ['Chalk bag of recycled rope', 24],
      ['Finger board of ash wood', 69],
      ['Head torch for early starts', 38],
      ['Climbing brush set', 15],
      ['Day pass for the climbing hall', 19],
      ['Rope bag', 45],
      ['Guide to the sea cliffs', 29],
      ['Belay glasses', 55],
    ],
  },
  {
    name: 'baking',
    category: 'kitchen',
    about: 'For whoever bakes bread and cake.',
    gender: null,
    age: '35-44',
    gifts: [
      ['Sourdough starter in a jar', 12],
      ['Proving basket', 18],
      ['Cast iron bread pot', 89],
      ['Baking stone', 42],
      ['Bread knife with a beech handle', 35],
      ['Book of rye breads', 28],
      ['Linen bread bag', 16],
      ['Evening course in croissants', 59],
    ],
  },
  {
    name: 'skin',
    category: 'beauty',
    about: 'For skin and hair.',
    gender: 'female',
    age: '25-34',
    gifts: [
      ['Rose hip face oil', 22],
      ['Silk pillow case', 49],
      ['Clay mask', 17],
      ['Jade roller', 26],
      ['Sea salt hair spray', 14],
      ['Lip balm of beeswax', 8],
      ['Bath salts with lavender', 13],
      ['Voucher for a facial', 75],
    ],
  },
  {
    name: 'sailing',
    category: 'outdoors',
    about: 'For whoever is out on the water.',
    gender: 'male',
    age: '45+',
    gifts: [
      ['Rigging knife', 58],
      ['Tide tables of the bay', 9],
      ['Waterproof notebook', 14],
      ['Brass barometer', 120],
      ['Sailing gloves', 32],
      ['Chart of the islands', 27],
      ['Dry bag of 20 litres', 36],
      ['Afternoon on a gaff cutter', 95],
    ],
  },
  {
    name: 'games',
    category: 'games',
    about: 'For long evenings round a table.',
    gender: null,
    age: '18-24',
    gifts: [
      ['Card game about lighthouses', 19],
      ['Chess set for the road', 34],
      ['Dice of sea glass', 21],
      ['Puzzle of an old map', 23],
      ['Strategy game for two', 39],
      ['Party game of bad drawings', 25],
      ['Deck of blank cards', 11],
      ['Game of trading ports', 48],
    ],
  },
]

const platforms = ['harbour shop', 'market hall']

/** `climbing-1`, `climbing-2` and so on. */
export const demoGifts: readonly DemoGift[] = themes.flatMap(({ name, category, about, gender, age, gifts }) =>
  gifts.map(([title, price], at) => ({
    id: `${name}-${at + 1}`,
    title,
    description: about,
    categories: {
      category,
      gender: gender === null ? 'any' : gender === 'male' ? 'm' : 'f',
      age: at % 2 === 0 ? 'any' : (age ?? 'any'),
      suitable_for: at % 3 === 0 ? 'family' : 'friend',
      acquaintance_level: at % 2 === 0 ? 'close' : 'friendly',
    },
    price,
    platform: platforms[at % platforms.length] ?? '',
    geo_id: demoGeoId,
  })),
)

/**
 * Whom something pleases cuts across what it is: a head torch, a sourdough starter and tide tables are for whoever gets up
 * early. No word of the gifts says so, and only those who like them can.
 */
interface Kind {
  readonly name: string
  readonly gender: 'male' | 'female' | null
  readonly age: string
  readonly likes: readonly string[]
}

const kinds: readonly Kind[] = [
  {
    name: 'early',
    gender: null,
    age: '25-34',
    likes: 'climbing-3 climbing-5 baking-1 baking-7 skin-5 sailing-2 sailing-5 games-3'.split(' '),
  },
  {
    name: 'quiet',
    gender: 'female',
    age: '25-34',
    likes: 'skin-7 skin-2 skin-3 baking-6 games-4 games-1 sailing-4 climbing-7'.split(' '),
  },
  {
    name: 'travel',
    gender: null,
    age: '18-24',
    likes: 'climbing-1 sailing-3 games-2 sailing-7 climbing-6 sailing-6 skin-6 baking-5'.split(' '),
  },
  {
    name: 'host',
    gender: null,
    age: '35-44',
    likes: 'baking-3 games-6 baking-8 games-8 baking-4 sailing-8 skin-8 climbing-8'.split(' '),
  },
  {
    name: 'maker',
    gender: 'male',
    age: '45+',
    likes: 'sailing-1 climbing-2 baking-2 games-5 climbing-4 games-7 skin-1 skin-4'.split(' '),
  },
]

const GUESTS_OF_A_KIND = 12

/** Each leaves out one gift of her kind, and likes one of another. */
export const demoGuests: readonly DemoGuest[] = kinds.flatMap((kind, at) =>
  Array.from({ length: GUESTS_OF_A_KIND }, (_, number): DemoGuest => {
    const others = kinds[(at + 1 + (number % (kinds.length - 1))) % kinds.length]?.likes ?? []
    const own = kind.likes.filter((__, gift) => gift !== number % kind.likes.length)
    return {
      id: `${kind.name}-guest-${number + 1}`,
      gender: kind.gender ?? (number % 2 === 0 ? 'female' : 'male'),
      age_group: kind.age,
      likes: [...own, ...others.slice(number % others.length).slice(0, 1)],
    }
  }),
)
