/** What is said without saying anything of the speaker: no answers, small talk, pointers, padding, orders. A table of data. */
import { contentStems } from '../../engine/index.ts'

const NO_ANSWER =
  /^(?:n\/?a|none|nil|no|nope|yes|yep|sure|maybe|nothing|not sure(?: yet)?|unsure|idk|i do(?:n['’]t| not) know|no idea|not applicable|not (?:really|yet|now|currently|at the moment|at this time)|tbd|see (?:above|below|my (?:cv|resume|résumé|profile))|same(?: as above)?|ditto|ningun[oa]|nada|keine?|nichts|rien|aucune?|niente|niets)(?:,? (?:tbh|honestly|to be honest|lol|yet|sorry|so far|i think|i guess|much|just (?:looking around|looking|browsing)|all good|thanks?|thank you|really|at all|at the moment|right now|for now|yet|comes to mind|special|specific|in particular|really needed|por ahora|de momento|im moment|zurzeit|derzeit|pour l['’]instant))*[.!]*$/iu
const SMALL_TALK =
  /^(?:(?:hi|hello|hey|hola|hallo|bonjour|ciao|thanks|thank you|gracias|danke|merci|cheers|bye|welcome|good (?:morning|day|evening|afternoon)|guten (?:tag|morgen)|buenos días|nice to meet you|how are you|pleased to meet you|looking forward to it|lol|haha|test|just (?:looking around|browsing)|i['’]?m just (?:looking around|browsing))(?:,? (?:there|all|everyone|everybody|guys|folks|you|again|so much|very much|a lot|today|in advance|for asking))*[\s,.!?]*)+$/iu
const NO_FIRST =
  /^(?:no|nope|none|nothing),? (?:not|i(?:['’]m| am| do| have| can)|thanks?|at the moment|currently|(?:(?:really|much|at all), )?i(?:['’]m)? just)(?![\p{L}])/iu
/** Contact lines. */
const CONTACT =
  /^(?:[^\s@]+@[^\s@]+|(?:https?:\/\/|www\.)\S+|[+()\d\s./-]{7,}|(?:e-?mail|phone|tel|mobile|address|linkedin|github|website)\s*:.*)$/iu
/** Addressed to a program, not to people. */
const COMMAND =
  /(?:ignore|disregard|forget|override|bypass)\s+(?:\p{L}+\s+){0,4}(?:instructions?|prompts?|rules?|guidelines|messages?)|system prompt|you are now|act as (?:an?|the) |(?:output|respond|reply|answer|return) (?:only |with |in )*(?:json|the following|exactly|"|“)|<\/?(?:system|user|assistant|instructions?)>|\bas an ai\b|new instructions|^(?:please\s+)?(?:write|say|state|claim|pretend|note|put)\s+(?:down\s+)?that\s+(?:i|my)(?!\p{L})|(?:^|:\s*)set\s+my\s+\p{L}+\s+to\s/iu

export const isCommand = (text: string): boolean => COMMAND.test(text)

/** Points to where it is said. */
const POINTER =
  /^(?:(?:please |just )?(?:read|see|check|look at|as in|same as)|(?:it['’]?s|that['’]?s|everything is|all)(?: all)? in|in|as) (?:the |my |all |what |i |of )*(?:(?:first|second|third|last|other|previous|earlier) (?:answer|question|one)|above|below|before|cv|resume|résumé|profile|linkedin|answers?|said)(?: above| below)?[\s.!]*$/iu
const LEAD = '(?:(?:ha+h?|hm+|well|oh|so|ok|okay|honestly|right|ooh|ah|uh|um|er|wow),?\\s+)*'
/** Gains time. */
const PADDING = new RegExp(
  `^${LEAD}(?:(?:that['’]?s an? )?(?:good|great|tough|hard|difficult|tricky) (?:question|one)|where (?:do|should|shall) i (?:even )?(?:start|begin)|let me (?:think|see)|(?:quite )?(?:a few|many|several|lots? of|some|all sorts of) things|here goes|what can i say|bear with me|you tell me)[\\s,.!?…]*$`,
  'iu',
)
const ABOUT_THE_ANSWER = new RegExp(
  `^${LEAD}(?:this|it|that)(?: is going to|['’]s going to| will|['’]ll| might) be (?:a bit )?(?:long|short|messy|boring)`,
  'iu',
)
/** Says of itself that it is beside the point. */
const BESIDE =
  /that['’]?s (?:another|a different|an old) (?:story|matter)|that['’]?s (?:his|her|their) (?:own )?(?:business|problem)|beside the point|(?:better|worse|more|less) [^.]*than i (?:do|can|am|could)/iu
/** "I need it like a fish needs a bicycle" */
const IRONY =
  /\slike (?:i need|an? \p{L}+ needs)(?!\p{L})|(?:is|are|would be) the last (?:thing|person) (?:that )?(?:i|we) (?:need|want)|^anything but(?!\p{L})|(?:have|got) (?:everything|all) (?:that )?(?:i|we) need/iu

const all = [NO_ANSWER, SMALL_TALK, NO_FIRST, CONTACT, POINTER, PADDING, ABOUT_THE_ANSWER, BESIDE, IRONY]

export function isAside(text: string): boolean {
  return all.some((pattern) => pattern.test(text)) || isCommand(text) || contentStems(text).length === 0
}

const NOTHING = /^(?:nothing|none|no|nope|nada|nichts|rien)(?![\p{L}-])/iu

/** "Nothing. My wife signed me up": what follows is no answer to the question any more. */
export const turnsDown = (text: string): boolean => NOTHING.test(text) && isAside(text)

const AFTER_ALL =
  /^(?:well|but|although|though|actually|maybe|perhaps|except|unless|only|just|still|ok|okay)(?![\p{L}])/iu

export const answersAfterAll = (text: string): boolean => AFTER_ALL.test(text)
