/** Words that only carry a wish. Tables of data, told apart by blanks. */

/** At the beginning of a piece they say that something is looked for, not what. */
export const openingWords =
  "i im i'm ive id ill we were a an the and or but so if to for in at on of with by from as is are am be been being was it its that " +
  'this there who whos whom whose which what where when how hi hello hey dear please thanks thank you your yourself find finding ' +
  'found search searching searches seek seeking seeks looking look lookin looks hunting want wants wanted wanting need needs ' +
  'needed needing would could can will should might may shall like likes love loves loving enjoy enjoys enjoying wish wishes ' +
  'hope hoping try trying get getting give gives show me my mine us our they them their theirs he him his she her hers someone ' +
  'somebody anyone anybody everyone person persons people folks human humans user users individual individuals guy guys man ' +
  'men woman women friend some any all every each other others another one ones thing things something anything able willing ' +
  'happy interested into keen passionate fond fan fans lover good great really very also too just only still currently now ' +
  "who's has have having had do does did doing know knows meet meeting match matches connect connecting join help helps " +
  'helping helped assist offer offers offering provide provides hello not no yes well then than around about up out live lives ' +
  'living lived based located available both either between anywhere everywhere within near nearby new more most much many lot lots bit kinds type ' +
  'types sort share shares both together ready open looking here come comes coming go goes going gets today ' +
  "old years year aged age ages want's use uses talk's let lets maybe perhaps am recommend suggest could've interests such wanna gonna gotta"

/** At its end they belonged to what was taken out. */
export const closingWords =
  'i im a an the and or but so to for in at on of with by from as is are am be was who whos whom which that where when please ' +
  'thanks me us someone somebody anyone person people my our their his her your some any would could can will should near ' +
  'within around about between under over aged age ages old years year also too just only living lives live based located ' +
  'available both either speaks speak speaking if not no it has have they he she than'

/** Content to a dictionary, and empty in a sentence about people. */
export const noiseWords =
  'someone somebody anyone anybody person persons people user users human humans individual individuals folk folks guy guys ' +
  'looking look find search searching seeking want need help please between around near nearby within about age aged ages ' +
  'old year years loves love loving likes like liking enjoys enjoy enjoying enjoyed give gives given able willing good great ' +
  'nice close thing things kinds type sort bit lot lots really very also just only who whom whose can could would should will must ' +
  'my me mine you your he she they them hi hello hey thanks thank meet meeting meets match matches connect connecting ' +
  'ok okay yes maybe perhaps ideally preferably possible possibly currently right left together share shares sharing ' +
  'fond keen passionate fan fans lover lovers interests enthusiast enthusiasts somewhere based living lives live located am pm ' +
  'go goes going come comes coming make makes making take takes taking im ive id ill dont doesnt cant wont isnt arent km kms ' +
  'mi mile miles kilometer kilometers kilometre kilometres two three four five six seven eight nine ten eleven twelve ' +
  'thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred ' +
  'wanna gonna gotta no non not never nothing nobody none next times week weeks day days month months hour hours minute minutes lived living anywhere everywhere ' +
  'new real true best better same different various several fellow'

/** Between a "no" and what it is about. */
export const negationFillers =
  'a an the any anything anyone anybody someone somebody people person persons who that which is are be being been too very ' +
  'really particularly especially overly looking searching seeking look interested into want wants wanting like likes love ' +
  'loves have has having for in to at all do does up with just going my me any kind sort of type more in need needs date ' +
  'meet stand tolerate i we you am please necessarily also if they he she it under by about am from named'

export const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))
