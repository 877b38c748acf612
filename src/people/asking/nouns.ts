/** Nouns for people, as the readers of ages and genders need them. Tables of data. */
import { wordOf } from './patterns.ts'
import type { Gender } from './wish.ts'

export const genderWords: Readonly<Record<Gender, readonly string[]>> = {
  female: 'woman women womxn female females lady ladies girl girls gal gals lesbian lesbians mum mums'.split(' '),
  male: 'man men male males guy guys gentleman gentlemen boy boys lad lads dude dudes bloke blokes chap chaps dad dads'.split(
    ' ',
  ),
  'non-binary': [
    ...'nonbinary enby enbies nb nbs genderqueer genderfluid agender genderless'.split(' '),
    'non binary',
    'gender queer',
    'gender fluid',
    'gender nonconforming',
    'gender non conforming',
  ],
  trans: 'trans transgender transgendered transsexual transexual transfem transmasc'.split(' '),
}

/** Who is looked for, without a word about gender. */
export const personWords = (
  'someone somebody anyone anybody person persons people folks everyone everybody adult adults single singles ' +
  'professional professionals student students partner'
).split(' ')

/** Any of them, as a pattern. */
export const PERSON = wordOf([...personWords, ...Object.values(genderWords).flat()].join(' '))

/** "boy band": the second word makes it another thing. */
export const genderCompounds =
  'scout scouts school schools band bands group groups cave caves made kind power boss united utd gaga choir bun bag bags toy toys ' +
  'servant hood hunt down up ray kong repeller uniform dorm crush child hours days night nights things talk jobs work ' +
  'city park meets rights issues studies health fashion wear clothing clothes shoes football soccer rugby basketball ' +
  'hygiene shelter shelters history month products siberian atlantic mongolian fat fats action script panic flesh code'

/** "best man": the first word does. */
export const genderHeads =
  'iron spider super bat ant best stunt rain burning tin cover baby ball bell hey hi hello you thanks thank yo oh ' +
  'inner wing fall bad barrow school isle cloak gun wise straw bogey paper choir poster'
