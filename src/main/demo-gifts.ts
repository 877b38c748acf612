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

const ages = ['18-24', '25-34', '35-44', '45+']
const GUESTS_OF_A_THEME = 12

/** The first gifts of a theme are liked by most, the last by few. */
const isLiked = (guest: number, gift: number): boolean => (guest * 5 + gift * 7) % 12 >= gift

/** Twelve people of each theme, of whom each likes most of it and one thing of another. */
export const demoGuests: readonly DemoGuest[] = themes.flatMap((theme, at) =>
  Array.from({ length: GUESTS_OF_A_THEME }, (_, number): DemoGuest => {
    const other = themes[(at + 1 + (number % (themes.length - 1))) % themes.length]
    const own = theme.gifts.flatMap((__, gift) => (isLiked(number, gift) ? [`${theme.name}-${gift + 1}`] : []))
    return {
      id: `guest-${theme.name}-${number + 1}`,
      gender: theme.gender ?? (number % 2 === 0 ? 'female' : 'male'),
      age_group: number % 4 === 3 ? (ages[(number + at) % ages.length] ?? '') : (theme.age ?? ''),
      likes: [...own, `${other?.name ?? ''}-${1 + (number % 8)}`],
    }
  }),
)
