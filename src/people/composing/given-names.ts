/** What may stand after "I am" in a name's place, and what is no name there. Tables of data. */
import { isStopWord } from '../../engine/index.ts'
import { isTitle } from './occupations.ts'

/**
 * Common given names, for places where any other noun may stand as well ("Ich bin Rentner", "Berlin, designer"). Whoever
 * bears another one says "my name is", or "I am" in a language that writes nouns small.
 */
const given = new Set(
  (
    'aaron abdul adam adrian agnes ahmed aisha alan alberto alejandro alex alexander alexandra ali alice alicia alina ' +
    'amelia amina amir amy ana andré andrea andreas andrew angela angelika anita anja anke anna anne annette anthony anton ' +
    'antonio anya arjun astrid axel barbara beatriz ben benedikt benjamin bernd bettina birgit björn boris brian brigitte ' +
    'callum camille carla carlos carmen carol caroline catherine cem charles charlotte chiara chris christa christina christine ' +
    'christoph christopher clara claudia claus cornelia dagmar daniel daniela david deborah detlef diana diego dieter dirk ' +
    'dmitri dominik dora doris edith elena eleni elif elisabeth elizabeth ella elke emil emily emma emre eric erik ernst ' +
    'esther eva fatima felix fernando florian francesca francisco frank franz frida friedrich fritz gabriela gabriele ' +
    'george georg gerd gerhard gisela giulia grace greta gudrun günter günther hannah hannes hans harald hassan heike ' +
    'heiko heinrich heinz helen helena harry helga helmut henrik henry herbert hermann holger horst hugo ibrahim ines inga ingrid ' +
    'irene iris irina isabel isabelle ivan jack jakob james jan jana jane javier jean jennifer jens jessica joachim joana ' +
    'joanna joe johann johanna johannes john jonas jonathan jörg jorge josé josef joseph juan judith julia julian jürgen ' +
    'jutta jenny karen kelly karin karl katharina kathrin katja katrin kerstin kevin klaus konstantin kurt lars laura lea lena leo ' +
    'leon leonie liam linda lisa lotte louise lucas lucía lucy luis luisa lukas lutz lydia manfred manuel manuela marc ' +
    'marco marcus margarete maria maría marie marion mark markus marta martha martin martina mary matteo matthew matthias ' +
    'max maya mehmet mercedes mia michael michaela miguel mike miriam mohamed mohammed monica monika nadia nadine natalia ' +
    'natalie nicole nils nina noah nora norbert olaf oleg olga oliver olivia oscar otto pablo patricia patrick paul paula ' +
    'pedro peter petra philip philipp pia pierre priya rachel rainer ralf ramón raquel rebecca regina reinhard renate ' +
    'ricardo rita robert roberto rolf rosa rudolf ruth sabine samira samuel sandra sara sarah sebastian silke silvia simon ' +
    'simone sofia sofía sonja sophia sophie stefan stefanie stella stephan steven susan susanne sven svenja sylvia tanja ' +
    'tatjana teresa theo theresa thomas thorsten tim tobias tom tomás torsten ulrich ulrike ursula ute uwe valentina ' +
    'vanessa vera verena veronika victor victoria viktor vladimir volker walter werner wilhelm william wolfgang yara ' +
    'yasmin yolanda yusuf yvonne zoe zoë'
  ).split(' '),
)

/** Written large in English: peoples, faiths, signs and what is called by a name. */
const others = new Set(
  (
    'german french dutch greek swiss thai czech turk arab iraqi pakistani israeli kuwaiti saudi qatari yemeni nepali ' +
    'bengali punjabi afghani afghan bangladeshi emirati omani somali maori american mexican african korean moroccan ' +
    'latino latina latinx hispanic filipino filipina muslim christian catholic hindu buddhist sikh protestant atheist ' +
    'jew quaker mormon vegan black white asian european british briton scot londoner berliner parisian dane swede finn ' +
    'pole serb croat slovak slovene kurd turk tamil hungarian cuban german deutsche deutscher français française ' +
    'espagnol espagnole español española italiano italiana alemán alemana mum mom dad mama papa mother father grandma ' +
    'granny grandpa mrs mr ms dr prof god sir madam aries taurus gemini virgo libra scorpio sagittarius capricorn ' +
    'aquarius pisces head senior junior chief vice managing deputy assistant associate freelance independent ready back ' +
    'lost sure fine good great new open free available able happy sorry glad single available curious retired married ' +
    'divorced interested based born keen tired busy old young here monday tuesday wednesday thursday friday saturday ' +
    'sunday january february march june july august september october november december google microsoft amazon apple'
  ).split(' '),
)
const ADJECTIVE = /(?:ing|ish|ese|ired|rried|nced|ined|lled|ated|sted|able|ible|ful|ous|less|ical|ive)$/u
const DEMONYM = /(?:ian|ean|can|yan)$/u
/** Names that end as those do. */
const NO_DEMONYM =
  /^(?:br|v|viv|jul|adr|fab|sebast|flor|dam|lil|lill|gill|mar|bast|kil|cill|christ|d|ol|ay)?ian$|^(?:s|d|j|l)ean$|^(?:dun|al|vul)can$|^(?:br|r)yan$/u
const NO_ADJECTIVE = /^(?:irving|sterling|clive|olive|maive|mable|mabel|trish|hamish|ashish|girish|satish)$/u

export const isGivenName = (word: string): boolean => given.has(word.toLowerCase())

/** Whether the words are, in the place of a name, surely or perhaps something else. */
export function areNoName(words: string): boolean {
  const isLoneMood = /^\p{L}+y[.!]*$/u.test(words) && !isGivenName(words.replace(/[.!]+$/u, ''))
  return isLoneMood || words.split(/[\s-]+/u).some(isNoName)
}

function isNoName(written: string): boolean {
  const word = written.toLowerCase().replace(/[.’']+$/u, '')
  if (isGivenName(word)) return false
  if (/^\p{Lu}{2,}$/u.test(written) || others.has(word) || isStopWord(word) || isTitle(word)) return true
  return (ADJECTIVE.test(word) && !NO_ADJECTIVE.test(word)) || (DEMONYM.test(word) && !NO_DEMONYM.test(word))
}
