/** What people say that a lexicon of single words gets wrong. A table of data: the first entry that fits a place wins. */

export interface Idiom {
  readonly pattern: RegExp
  /** In the lexicon's units: "good" is 1.9, "great" 3.1, "bad" −2.5; 0 takes the words out of the count. */
  readonly valence: number
}

const idiom = (pattern: string, valence: number): Idiom => ({
  pattern: new RegExp(`(?<![\\p{L}'])(?:${pattern})(?![\\p{L}'])`, 'giu'),
  valence,
})

const BETTER = '(?:better|nicer|happier|more \\p{L}+|kinder|smoother|easier|clearer|closer|stronger|greater)'
const GOOD = '(?:good|great|nice|positive|kind|helpful|useful|interesting)'
const BAD = '(?:bad|terrible|awful|horrible|shabby|disappointed|disappointing|wrong)'
const TROUBLE = '(?:complaints?|problems?|issues?|regrets?|trouble|downsides?|drama|worries|objections?|doubts?)'
const COULD_NOT = "(?:could not|couldn't|couldnt|cannot|can't|cant|could hardly|could never)"

const ILLS =
  '(?:pains?|aches?|headaches?|fears?|anxiety|stress|worries|doubts?|problems?|troubles?|debts?|loneliness|panic|grief)'
const REGRET = '(?:regret|mind|hate|dislike|complain|(?:was|am|were|felt) (?:disappointed|bored|sorry|unhappy))'
const WISHED = '(?:asked for|wanted|needed|expected|ordered|was looking for|were looking for|am looking for|look for)'
/** What somebody or something can be too much of, said without a "for me" behind it. */
const TOO_MUCH =
  '(?:far(?: away)?|expensive|pricey|busy|young|old|big|small|slow|junior|senior|early|short|little|few|basic)'
const NOT_NEGATED = "(?<!not |n't |never |none |nothing |hardly )"

export const idioms: readonly Idiom[] = [
  // what is neither: a nod
  idiom('^\\W*(?:ok|okay|okey|oki|alright|k)\\W*$', 0),
  // an ill that is over, reluctance that is denied
  idiom(
    `${ILLS} (?:is|are|was|were|has|have|'s) (?:now |all |finally |completely |almost )?(?:been )?(?:gone|over|vanished|disappeared|solved|cured|healed|lifted)`,
    2,
  ),
  idiom(
    "(?:wouldn't|would not|wouldnt|won't|will not|didn't|did not|don't|do not) (?:even )?(?:hesitate|think twice)(?: (?:\\p{L}+ ){0,2}?(?:recommend|meet|hire|contact|ask|call|choose)\\p{L}*(?: (?:him|her|them|you|again))?)?",
    2.5,
  ),
  idiom('(?:without|no|zero) (?:any |a moment of |a second of )?hesitation', 2),
  idiom(
    `${COULD_NOT} say (?:that )?(?:i|we) (?:really |ever )?${REGRET}(?: \\p{L}+ing)?(?: (?:him|her|them|it))?`,
    1.8,
  ),
  idiom(`(?:don't|do not|didn't|did not|never|doesn't) regret(?: \\p{L}+ing)?(?: (?:him|her|them|it))?`, 1.8),
  // deeds that say it
  idiom(
    `${NOT_NEGATED}(?:fixed|mended|repaired|solved|sorted(?: out)?|saved|improved|rescued|rewrote|finished) (?:my|our)(?: \\p{L}+){1,2}`,
    1.8,
  ),
  idiom(`${NOT_NEGATED}(?:hired|hiring|booked|engaged) (?:him|her|them)`, 2),
  idiom(
    `${NOT_NEGATED}(?:(?:got|landed|found) (?:the|a|my) (?:job|internship|flat|room|place|deal)|signed (?:a|the|our) contract)`,
    1.8,
  ),
  idiom(
    `${NOT_NEGATED}(?:replied|answered|responded|called back|got back)(?: to me| to us| \\p{L}+ly)? (?:(?:in|within) (?:(?:an?|one|two|three|five|ten|a few|\\d+) )?(?:minutes?|hours?|seconds?)|right away|at once|immediately|instantly)`,
    1.5,
  ),
  // somebody else than was wanted
  idiom(
    `(?:i|we) (?:really |only |just )?${WISHED} [^.,;:!?]{1,60}(?:,| and| but)? (?:(?:i |we )?got|(?:and |but )?(?:this|that|it|he|she|they)(?:'s| is| was| are| were) (?:an?|only|just|not))`,
    -1.8,
  ),
  idiom(
    `not (?:at all |really |quite |exactly )?what (?:i|we) (?:had )?(?:asked for|ordered|needed|signed up for)`,
    -1.6,
  ),
  idiom(
    "no (?:idea|clue) why (?:i|we|you|this|that|he|she|they)(?: \\p{L}+){0,4}|(?:don't|do not|can't|cannot) (?:know|understand|see) why (?:i|we|you|this|that|he|she|they)(?: \\p{L}+){0,4}",
    -1.8,
  ),
  idiom(`${NOT_NEGATED}too (?!good|kind|nice|sweet|generous)\\p{L}+(?: away)? for (?:me|us|my|our)(?: \\p{L}+)?`, -1.7),
  idiom(`${NOT_NEGATED}too ${TOO_MUCH}(?! to (?:be true|fail))`, -1.5),
  // praise in the form of a negation
  idiom(
    `${COULD_NOT} (?:have )?(?:be|been|gone|go|ask(?:ed)? for|hope(?:d)? for|wish(?:ed)? for|get|got) (?:a )?(?:any )?(?:much )?${BETTER}`,
    3,
  ),
  idiom(`${COULD_NOT} (?:have )?(?:ask(?:ed)?|wish(?:ed)?|hope(?:d)?) for (?:any ?)?(?:thing )?more`, 3),
  idiom(`${COULD_NOT} (?:thank|recommend|praise|stress|say) (?:\\p{L}+ ){0,4}?(?:enough|highly enough)`, 3),
  idiom(`${COULD_NOT} agree more`, 2),
  idiom(`${COULD_NOT} (?:really )?complain(?: at all)?`, 1.5),
  idiom(`${COULD_NOT} wait(?: (?:to|for|until))?`, 2),
  idiom(`${COULD_NOT} fault`, 2),
  idiom(`(?:never|not) (?:been|felt|had) (?:a )?(?:any )?${BETTER}`, 2.5),
  idiom(
    "(?:nothing|never) to complain(?: about)?|nothing to fault|didn't disappoint|did not disappoint|doesn't disappoint|never disappoints?",
    1.8,
  ),
  idiom(
    `(?:no|zero|without(?: any)?|without a single|not (?:a single|an?y?)) (?:real |major |big |serious )?${TROUBLE}(?: (?:at all|here|whatsoever|so far))?`,
    1.5,
  ),
  idiom(
    `(?:not|isn't|wasn't|aren't|weren't|isnt|wasnt|ain't) (?:(?:so|too|that|at all|half|all that|a|an|the) ){0,2}(?:${BAD}|worst)(?: at all)?`,
    1.2,
  ),
  idiom(`nothing but (?:${GOOD}|praise|respect|admiration)`, 2.5),
  idiom(`nothing (?:${BAD}|negative) (?:to say|about|whatsoever)(?: (?:to say|about))?`, 1.5),
  idiom(`(?:don't|do not|didn't|did not|never) hate`, 0.5),
  idiom(
    'no brainer|hats off|two thumbs up|thumbs up|spot on|hit it off|clicked (?:at once|right away|immediately|instantly)|blown away|blew me away|second to none|over the moon|made my day|on point|top notch|a keeper|keep it up|looking forward to(?: \\p{L}+){0,3}|would (?:definitely |certainly |happily )?recommend',
    2.5,
  ),
  idiom(
    'too good to miss|killer|insanely|crazy good|bloody (?:good|brilliant)|damn good|wicked good|terribly nice|awfully nice|(?:a )?good kind of crazy',
    2.5,
  ),
  idiom(
    `(?:not|isn't|wasn't|hardly|barely|never|scarcely) (?:really |very |at all )?worth (?:it|my time|the time|meeting)|worthless`,
    -2,
  ),
  idiom('worth (?:it|my time|the time|every minute|meeting)', 1.8),
  idiom(`${COULD_NOT} (?:have )?(?:be|been|gone|go|get|got) (?:any )?(?:much )?worse`, -3),
  idiom('(?:could|can|might) (?:have )?(?:be|been|gone|go) (?:much |a lot )?worse', 0.4),
  // blame in the form of praise
  idiom(
    `(?:could|should|might|can) (?:have )?(?:be|been|do|done|go|gone) (?:a (?:lot|bit|little) |much |so much |way )?${BETTER}`,
    -1.5,
  ),
  idiom(`(?:could|should) (?:have )?(?:use|used|improve|improved)(?: \\p{L}+){0,3}`, -1),
  idiom(`would have (?:been|gone) (?:much |a lot |so much )?(?:${GOOD}|${BETTER})`, -1.3),
  idiom(`would be (?:much |a lot |so much )?(?:${GOOD}|${BETTER}) (?:if|with|without|had)`, -1.2),
  idiom(
    `(?:i|we) (?:really |just |only |so )?(?:wish|wished)(?: (?!you |u |them |him |her )\\p{L}+){0,5}? (?:were|was|had|would|could)(?:n't)?(?: (?:not|been|be|a|an|more|less|as|so|very|really|${GOOD}|better|nicer|clearer|love|loved|enjoy|enjoyed|like|liked|fun)){0,4}`,
    -1.5,
  ),
  idiom(
    `if only(?: \\p{L}+){0,3} (?:were|was|had|would|could)(?: (?:been|be|a|an|more|less|${GOOD}|better)){0,3}`,
    -1.5,
  ),
  idiom(
    `(?:nothing|not much|little|not a lot|not anything|hardly anything|never anything) (?:(?:very|really|particularly|that|so) )?(?:${GOOD}|special|exciting|impressive)(?: (?:to say|about|here|to report|came of))?(?: \\p{L}+ it)?`,
    -1.8,
  ),
  idiom(
    `(?:expected|expecting|hoped for|was hoping for|deserves?|deserved|wanted|need|needs|seen|had|met) (?:much |so much |a lot |something |far |way )?(?:better|more(?: than (?:that|this))?)`,
    -1.3,
  ),
  idiom(
    `(?:far from|anything but|less than|nowhere near|not (?:even )?close to|no longer) (?:being )?(?:${GOOD}|ideal|perfect|satisfied|happy|impressed|impressive|enough|professional|honest|pleasant|friendly|polite)`,
    -2,
  ),
  idiom(
    `(?:not|isn't|wasn't|weren't|hardly|never) (?:(?:really|exactly|quite|at all|particularly|that|so|very|all that|too) )*(?:what (?:i|we) (?:was|were|am|are) (?:looking|hoping|asking) for|what (?:i|we) (?:wanted|expected|hoped for|had in mind)|relevant|an? (?:good |great |real |close |right )?(?:fit|match)|my (?:thing|type|cup of tea)|impressed|enough|a fan|there|serious|for me|up to (?:it|standard|scratch|par))`,
    -1.6,
  ),
  idiom(
    "(?:did not|didn't|does not|doesn't|don't|do not|never|failed to) (?:really )?(?:work(?: out| for me)?|fit|click|deliver|help|show(?: up)?|reply|replied|respond|responded|answer|answered|turn up|showed up|impress|call|called|got back|get back)(?: (?:at all|to me|me|us))?",
    -1.6,
  ),
  idiom(
    '(?:was|were|came|arrived|always|very|too) late|no[- ]?shows?|ghosted(?: me| us)?|no (?:reply|answer|response|chemistry|interest|value|use|help|point)|stood me up|waste of (?:my )?(?:time|energy)|wasted (?:my|our) time|let me down|lets? down|never again|fell through|fell flat|off topic|thumbs down|too good to be true|missed the mark|all talk',
    -2.2,
  ),
  idiom(
    '(?:good|great) grief|thanks for nothing|no thanks?|no thank you|so much for(?: \\p{L}+){0,3}|yeah right|good luck with that|good riddance',
    -1.5,
  ),
  idiom(
    `(?:don't|do not|didn't|did not|can't|cannot|wouldn't|would not|never) (?:really )?(?:think|believe|feel|find|say|see|call|consider|recommend|suggest|want|trust|like|enjoy|love)(?: (?!but |and |that it's not )\\p{L}+){0,5} (?:${GOOD}|fun|well|pleasant|worth it|better|professional|a success|honest|friendly|polite|brilliant|perfect|again|it|him|her|them)`,
    -1.7,
  ),
  // words that only look like feelings
  idiom(
    'm+e+h+(?:,? (?:it|that|he|she) (?:is|was) (?:just |only )?(?:ok|okay|fine|alright))?|so[- ]so|it is what it is|neither (?:good|great) n?or bad|neither bad n?or good|not (?:so |too |really |quite |entirely |yet )?sure(?: yet)?|nothing special|hit or miss|mixed feelings|on the fence',
    -0.2,
  ),
  idiom(
    'okay[- ]ish|ok[- ]ish|(?:it|that|this|he|she|they) (?:is|was|were|are) (?:just |only )?(?:ok|okay|alright)',
    0.4,
  ),
  idiom(
    'good (?:morning|evening|afternoon|night|day)|of interest|interested in|share(?:s|d)? (?:the|an?|my|our|his|her|their)|like(?:s|d)? (?:to know|a)|well,|no problem|kind of|great britain|dear|pretty (?=much)|best regards|kind regards|regards|please|yes',
    0,
  ),
]

/** Words that the lexicon does not know, by one that it does: so its rules of negation and emphasis hold for them too. */
export const alikeWords: readonly { readonly known: string; readonly pattern: RegExp }[] = [
  {
    known: 'good',
    pattern:
      /\b(?:insightful|knowledgeable|punctual|polite|attentive|resourceful|approachable|hospitable|exceptional|stellar|phenomenal|incredible|productive|fruitful|invaluable|relevant|seamless|genuine|refreshing|memorable|constructive|eye-opening|well prepared|rock ?star)\b/gu,
  },
  {
    known: 'bad',
    pattern:
      /\b(?:unhelpful|unprepared|unresponsive|unreliable|unimpressive|unimpressed|flaky|irrelevant|dismissive|condescending|disinterested|uninterested|uninteresting|disorgani[sz]ed|pointless|mediocre|underwhelming|creepy|inappropriate|spammy|salesy|sales pitch|cancell?ed|forgot|rushed|sexist|disrespectful|inexperienced|draining|forgettable|off-putting|mismatch|mismatched|shallow)\b/gu,
  },
]

/** Pictures, by a word that the lexicon knows. */
export const signs: readonly (readonly [RegExp, string])[] = [
  [
    /[👍👏🙌💯🎉🎊✨🤩😍🥰❤💖💕💙💚💛🧡💜😊😀😃😄😁😻🙂☺🥳🤗😇🙏🔥💪🏆⭐🌟👌🤝🚀][\u{1f3fb}-\u{1f3ff}]?\ufe0f?/gu,
    ' great ',
  ],
  [/[👎😡😠🤬😤😞😒🙁☹😢😭💩🙄😕😟😖😣💔🤮🤢🥱🚩][\u{1f3fb}-\u{1f3ff}]?\ufe0f?/gu, ' bad '],
]
