import { topics } from './topics.ts'

/** Who they are, what they can do, what they lack. A table of data. */
export interface Profession {
  readonly title: string
  readonly background: string
  /** Names of topics. */
  readonly offers: readonly string[]
  readonly needs: readonly string[]
}

const profession = (title: string, background: string, [offers, needs]: readonly [string, string]): Profession => ({
  title,
  background,
  offers: known(offers),
  needs: known(needs),
})

function known(names: string): readonly string[] {
  for (const name of names.split(' ')) if (!topics[name]) throw new Error(`There is no topic ${name}`)
  return names.split(' ')
}

export const professions: readonly Profession[] = [
  profession('app developer', 'I have written software for phones since the first one came out.', [
    'mobileApp frontend gameDesign',
    'seedMoney sales branding',
  ]),
  profession('front-end engineer', 'I work remotely for a travel company.', [
    'frontend productDesign',
    'running backend climbing',
  ]),
  profession('back-end engineer', 'I keep the servers of a bank alive.', [
    'backend security machineLearning',
    'leadership piano housing',
  ]),
  profession('data scientist', 'My days are spent with numbers about shoppers.', [
    'machineLearning mathTutoring climateScience',
    'career swimming contractLaw',
  ]),
  profession('security consultant', 'I break into computers with permission.', [
    'security backend digitalHelp',
    'marketing tax guitar',
  ]),
  profession('product designer', 'I studied architecture and ended up with screens.', [
    'productDesign branding illustration',
    'frontend yoga novel',
  ]),
  profession('graphic designer', 'My studio is above a fish shop.', [
    'branding illustration photography',
    'bookkeeping housing spanish',
  ]),
  profession('growth marketer', 'I like experiments that cost nothing.', [
    'marketing copywriting video',
    'machineLearning leadership running',
  ]),
  profession('copywriter', 'Words pay my rent.', ['copywriting english novel', 'tax marketing chess']),
  profession('sales director', 'I travelled the continent for a software house.', [
    'sales leadership pitch',
    'english newParents nutrition',
  ]),
  profession('angel investor', 'I sold my own company and am bored on Mondays.', [
    'seedMoney pitch sales',
    'labScience climateScience machineLearning',
  ]),
  profession('climate founder', 'We capture heat from sewage.', [
    'climateScience solar pitch',
    'seedMoney patents recruiting',
  ]),
  profession('hardware founder', 'We make a lamp that follows you.', [
    'electronics manufacturing printing3d',
    'manufacturing seedMoney branding',
  ]),
  profession('medical founder', 'We make a patch that measures fever.', [
    'medicalAdvice pitch',
    'medicalAdvice electronics seedMoney',
  ]),
  profession('web shop owner', 'I sell tea in paper tins.', ['cooking eventSpace', 'supplyChain marketing tax']),
  profession('bakery owner', 'My grandfather lit the oven first.', [
    'baking eventSpace cooking',
    'branding marketing recruiting',
  ]),
  profession('accountant', 'I like columns that agree.', ['bookkeeping tax', 'career singing gardening']),
  profession('tax consultant', 'I passed my exams at thirty.', [
    'tax bookkeeping grants',
    'digitalHelp german running',
  ]),
  profession('commercial lawyer', 'I left a big firm for a small desk.', [
    'contractLaw leadership patents',
    'childcare piano yoga',
  ]),
  profession('patent attorney', 'I was an engineer before I was a lawyer.', [
    'patents manufacturing contractLaw',
    'climbing translation photography',
  ]),
  profession('immigration adviser', 'I came here with one suitcase.', [
    'immigration translation volunteering',
    'grants english video',
  ]),
  profession('recruiter', 'I have spoken with nine thousand applicants.', [
    'recruiting career',
    'contractLaw spanish dogs',
  ]),
  profession('HR manager', 'I look after three hundred colleagues.', [
    'recruiting leadership',
    'yoga elderCare english',
  ]),
  profession('career coach', 'I was dismissed twice and learned from it.', [
    'career leadership english',
    'marketing copywriting soundRecording',
  ]),
  profession('teacher changing profession', 'I taught biology for eleven years.', [
    'mathTutoring volunteering labScience',
    'career machineLearning frontend',
  ]),
  profession('new manager', 'I used to write code and now write e-mails.', [
    'backend frontend',
    'leadership recruiting nutrition',
  ]),
  profession('production engineer', 'I know the smell of warm plastic.', [
    'manufacturing printing3d',
    'english sales newParents',
  ]),
  profession('embedded engineer', 'I solder at the kitchen table.', [
    'electronics printing3d backend',
    'gameDesign bicycle housing',
  ]),
  profession('maker space volunteer', 'I never throw anything away.', [
    'printing3d bicycle electronics',
    'grants eventSpace woodwork',
  ]),
  profession('cabinet maker', 'I have sawdust in my tea.', ['woodwork moving', 'bookkeeping photography marketing']),
  profession('plumber', 'People call me when it is too late.', ['plumbing solar', 'digitalHelp tax dogs']),
  profession('bike mechanic', 'I ride to work through any weather.', ['bicycle running', 'spanish guitar eventSpace']),
  profession('gardener', 'I talk to beans.', ['gardening permaculture volunteering', 'moving illustration solar']),
  profession('organic farmer', 'We have forty goats.', ['permaculture gardening', 'solar supplyChain volunteering']),
  profession('smallholder', 'We left the city two summers ago.', ['baking housing', 'permaculture woodwork gardening']),
  profession('chef', 'I cooked on ships.', ['cooking nutrition', 'branding eventSpace contractLaw']),
  profession('wedding planner', 'I know every hall in this town.', [
    'eventSpace marketing',
    'cooking photography sewing',
  ]),
  profession('Spanish teacher', 'I grew up in Valparaíso.', [
    'spanish translation singing',
    'german housing marketing',
  ]),
  profession('nurse from abroad', 'I worked in Manila before.', [
    'elderCare medicalAdvice',
    'german immigration translation',
  ]),
  profession('German teacher', 'I collect dialects.', ['german english', 'chess gardening digitalHelp']),
  profession('interpreter', 'I live between two languages.', ['translation english spanish', 'tax childcare running']),
  profession('pianist', 'I play in a hotel bar on Fridays.', ['piano singing', 'soundRecording plumbing spanish']),
  profession('guitarist', 'I have been in eleven bands.', ['guitar soundRecording', 'singing bookkeeping bicycle']),
  profession('choir leader', 'We rehearse in a former garage.', ['singing piano', 'eventSpace piano grants']),
  profession('sound engineer', 'My ears are my capital.', ['soundRecording guitar video', 'mobileApp yoga woodwork']),
  profession('photographer', 'I prefer grey days.', ['photography video', 'branding frontend tax']),
  profession('film maker', 'I film people who fix things.', [
    'video photography journalism',
    'grants translation soundRecording',
  ]),
  profession('novelist', 'My second book sold forty copies.', ['novel copywriting', 'novel journalism illustration']),
  profession('illustrator', 'I draw with my left hand and write with my right.', [
    'illustration branding',
    'contractLaw novel climbing',
  ]),
  profession('running coach', 'I ran across Scotland.', ['running nutrition', 'video bookkeeping english']),
  profession('mountain guide', 'I count the days until the snow melts.', [
    'climbing running',
    'marketing photography medicalAdvice',
  ]),
  profession('swimming teacher', 'I nearly drowned as a child.', ['swimming volunteering', 'childcare moving career']),
  profession('yoga teacher', 'I used to be a stockbroker.', ['yoga nutrition', 'eventSpace copywriting frontend']),
  profession('dietician', 'I worked in a hospital for diabetics.', [
    'nutrition cooking',
    'mobileApp marketing bicycle',
  ]),
  profession('widower', 'I am learning to cook for one.', ['grief chess digitalHelp', 'grief cooking dogs']),
  profession('midwife', 'I have welcomed two thousand babies.', ['newParents elderCare', 'childcare grants running']),
  profession('mother of twins', 'I have not slept since March.', [
    'newParents english sewing',
    'newParents childcare housing',
  ]),
  profession('student', 'I study physics in my third year.', [
    'childcare mathTutoring digitalHelp',
    'housing mathTutoring german',
  ]),
  profession('mathematics teacher', 'I believe nobody is bad at numbers.', [
    'mathTutoring chess',
    'gameDesign singing solar',
  ]),
  profession('geriatric nurse', 'I work nights.', ['elderCare grief', 'immigration bicycle swimming']),
  profession('carer of her father', 'I gave up my job for two years.', ['elderCare baking', 'elderCare career grief']),
  profession('retired engineer', 'I built bridges and now have time.', [
    'volunteering digitalHelp woodwork',
    'digitalHelp gardening spanish',
  ]),
  profession('dog trainer', 'I was bitten once, by a hamster.', ['dogs volunteering', 'video tax plumbing']),
  profession('housing activist', 'Fourteen of us bought a house.', ['housing grants', 'contractLaw solar woodwork']),
  profession('mover', 'I carried a harp up six floors.', ['moving dogs', 'english marketing yoga']),
  profession('energy consultant', 'I climb on roofs for a living.', [
    'solar climateScience',
    'recruiting copywriting security',
  ]),
  profession('glaciologist', 'I spent three winters on the ice.', [
    'climateScience climbing',
    'journalism illustration video',
  ]),
  profession('theatre manager', 'We have ninety seats and a leak.', ['eventSpace grants', 'plumbing grants sewing']),
  profession('fundraiser', 'I have read all guidelines so that you need not.', [
    'grants copywriting',
    'productDesign security volunteering',
  ]),
  profession('food bank coordinator', 'We feed four hundred households.', [
    'volunteering supplyChain',
    'volunteering backend journalism',
  ]),
  profession('chess trainer', 'I lost to a nine-year-old last week.', [
    'chess mathTutoring',
    'mobileApp housing piano',
  ]),
  profession('tailor', 'My machine is older than I am.', ['sewing woodwork', 'frontend german supplyChain']),
  profession('logistics manager', 'I dream of containers.', [
    'supplyChain manufacturing',
    'leadership mathTutoring guitar',
  ]),
  profession('physician', 'I work half in a clinic and half at home.', [
    'medicalAdvice nutrition',
    'novel spanish childcare',
  ]),
  profession('biochemist', 'Enzymes are more punctual than people.', [
    'labScience machineLearning',
    'patents seedMoney swimming',
  ]),
  profession('laboratory founder', 'We look for a test for rare allergies.', [
    'labScience medicalAdvice',
    'labScience recruiting seedMoney',
  ]),
  profession('journalist', 'I worked for the evening paper until it closed.', [
    'journalism copywriting novel',
    'immigration soundRecording climateScience',
  ]),
  profession('game developer', 'I make games about small animals.', [
    'gameDesign illustration mobileApp',
    'gameDesign marketing soundRecording',
  ]),
  profession('computer club founder', 'We meet in the parish hall.', [
    'digitalHelp security',
    'eventSpace volunteering printing3d',
  ]),
]
