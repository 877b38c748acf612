/** Who lives in the demo. All of them are made up. */

export interface DemoPerson {
  readonly id: string
  readonly about: string
  readonly needs: string
  readonly offers: string
  /** What her host says of her, so that a sentence finds her. */
  readonly profile: Readonly<Record<string, unknown>>
}

/** All of them live in and around one town by the sea. */
const near = (north: number, east: number): object => ({ latitude: 54.32 + north / 111, longitude: 10.13 + east / 65 })

export const demoPeople: readonly DemoPerson[] = [
  {
    id: 'mira',
    about: 'My name is Mira Holm. I am an iOS developer and I live by the sea.',
    needs:
      'I am looking for a designer who can make my language app easier to use. I also need somebody who knows how to launch in the app stores.',
    offers: 'I build iOS apps in Swift. I am happy to review code and to teach beginners.',
    profile: {
      name: 'Mira',
      age: 29,
      gender: 'female',
      interests: ['hiking', 'languages', 'sailing'],
      languages: ['en', 'de'],
      ...near(0, 0),
    },
  },
  {
    id: 'tomas',
    about: 'I work as a product designer and have done so for nine years.',
    needs: 'I need a developer who can build an iOS app from my designs.',
    offers: 'I design mobile apps and test with real people whether they are easy to use.',
    profile: {
      name: 'Tomas',
      age: 34,
      gender: 'male',
      interests: ['climbing', 'film'],
      languages: ['en', 'cs'],
      ...near(2, 1),
    },
  },
  {
    id: 'ines',
    about: 'I am a marketing consultant for small software companies.',
    needs: 'I would like to learn how to review code, at least a little.',
    offers: 'I have launched more than twenty apps in the app stores and write their texts.',
    profile: {
      name: 'Ines',
      age: 41,
      gender: 'female',
      interests: ['running', 'opera'],
      languages: ['pt', 'en'],
      ...near(-3, 2),
    },
  },
  {
    id: 'bela',
    about: 'I run a bakery in the old town.',
    needs: 'I am looking for somebody who repairs a wood-fired oven.',
    offers: 'I bake sourdough bread and teach others how to keep a starter alive.',
    profile: {
      name: 'Béla',
      age: 52,
      gender: 'male',
      interests: ['bread', 'history'],
      languages: ['hu', 'de'],
      ...near(1, -1),
    },
  },
  {
    id: 'oksana',
    about: 'I am a stove fitter, like my father.',
    needs: 'I want to learn how to bake proper sourdough bread at home.',
    offers: 'I repair ovens, chimneys and wood-fired stoves.',
    profile: {
      name: 'Oksana',
      age: 38,
      gender: 'female',
      interests: ['bread', 'motorcycles'],
      languages: ['uk', 'de'],
      ...near(14, 6),
    },
  },
  {
    id: 'kofi',
    about: 'I retired from teaching physics last year.',
    needs: 'I am looking for somebody to play chess with, and for a walk now and then.',
    offers: 'I tutor mathematics and physics for school exams.',
    profile: {
      name: 'Kofi',
      age: 66,
      gender: 'male',
      interests: ['chess', 'walking'],
      languages: ['en', 'de'],
      ...near(3, -4),
    },
  },
  {
    id: 'lena',
    about: 'I have two children in school and little time.',
    needs: 'My son needs a tutor in mathematics before his exams.',
    offers: 'I play chess in a club and would gladly find a partner for a game in the park.',
    profile: {
      name: 'Lena',
      age: 37,
      gender: 'female',
      interests: ['chess', 'swimming'],
      languages: ['de'],
      ...near(-2, -2),
    },
  },
  {
    id: 'yusuf',
    about: 'I grow vegetables on a small farm outside the city.',
    needs: 'I need somebody who builds an online shop for my weekly vegetable boxes.',
    offers: 'I give away seedlings and help others to plan a vegetable garden.',
    profile: {
      name: 'Yusuf',
      age: 45,
      gender: 'male',
      interests: ['gardening', 'cooking'],
      languages: ['tr', 'de', 'en'],
      ...near(22, -9),
    },
  },
  {
    id: 'anna',
    about: 'I am a web developer between two jobs.',
    needs: 'I would love help with planning a vegetable garden behind our house.',
    offers: 'I build websites and small online shops, and keep them running.',
    profile: {
      name: 'Anna',
      age: 31,
      gender: 'female',
      interests: ['trekking', 'bouldering', 'gardening'],
      offers: ['Climbing lessons for beginners'],
      languages: ['en', 'pl'],
      ...near(4, 3),
    },
  },
  {
    id: 'pavel',
    about: 'I play the violin in an orchestra.',
    needs: 'I am looking for a pianist for chamber music on Sundays.',
    offers: 'I give violin lessons to adults who start from nothing.',
    profile: {
      name: 'Pavel',
      age: 48,
      gender: 'male',
      interests: ['chamber music', 'chess'],
      languages: ['cs', 'en'],
      ...near(0, 5),
    },
  },
  {
    id: 'ruth',
    about: 'I am an accountant by day.',
    needs: 'I have always wanted to start playing the violin.',
    offers: 'I play the piano and like chamber music. I can also look over your tax return.',
    profile: {
      name: 'Ruth',
      age: 57,
      gender: 'female',
      interests: ['chamber music', 'cinema'],
      languages: ['de', 'en'],
      ...near(-1, 4),
    },
  },
  {
    id: 'sven',
    about: 'I started a company that rents out cargo bikes.',
    needs: 'I need somebody who looks over the tax return of my first company.',
    offers: 'I lend cargo bikes and repair bicycles of any age.',
    profile: {
      name: 'Sven',
      age: 33,
      gender: 'male',
      interests: ['cycling', 'climbing'],
      offers: ['I take beginners along when I go climbing'],
      languages: ['de', 'sv'],
      ...near(6, 0),
    },
  },
]
