/** Words that end a job title. A table of data. */
const heads = new Set(
  (
    'accountant actor actress actuary administrator adviser advisor agent agronomist aide analyst anaesthetist animator ' +
    'anthropologist apprentice archaeologist architect archivist artist assessor assistant associate astronaut ' +
    'astronomer attorney auctioneer auditor author baker banker barber barista bartender beekeeper biochemist biologist ' +
    'blacksmith blogger boatbuilder bookbinder bookkeeper bookseller botanist brewer bricklayer broker builder butcher ' +
    'buyer carer carpenter cartographer cashier caterer ceo cfo chairman chairperson chairwoman chancellor chef chemist ' +
    'chiropractor choreographer cinematographer cleaner clerk climatologist clinician cmo coach cobbler co-founder ' +
    'cofounder columnist comedian commissioner composer compositor conductor conservator constable consultant contractor ' +
    'controller cook coo coordinator copywriter counsel counsellor counselor courier craftsman craftswoman creator cto ' +
    'curator dancer dean decorator dentist deputy dermatologist designer detective developer dietician dietitian ' +
    'diplomat director dishwasher diver doctor doula dramaturge driver economist editor educator electrician engineer ' +
    'entrepreneur epidemiologist evangelist examiner executive explorer expert facilitator farmer filmmaker financier ' +
    'firefighter fisher fisherman florist forester founder freelancer fundraiser gamekeeper gardener geneticist ' +
    'geographer geologist glaciologist goldsmith governor grower guard guide guitarist hacker hairdresser handyman head ' +
    'herbalist historian housekeeper hydrologist illustrator importer influencer innkeeper inspector installer ' +
    'instructor intern interpreter inventor investigator investor janitor jeweller jeweler joiner journalist judge ' +
    'keeper labourer laborer landlord landlady lawyer lead leader lecturer librarian lifeguard linguist linguists ' +
    'locksmith logistician machinist magistrate maker manager marketer mason masseur massage mathematician mayor ' +
    'mechanic mediator mentor merchandiser merchant metallurgist meteorologist microbiologist midwife miller miner ' +
    'minister model moderator mover musician nanny negotiator neurologist neuroscientist notary novelist nurse ' +
    'nutritionist oceanographer officer operator optician optometrist organiser organizer osteopath owner painter ' +
    'paralegal paramedic partner pastor pathologist pediatrician paediatrician performer pharmacist philosopher ' +
    'photographer physician physicist physiotherapist pianist pilot planner plasterer plumber podcaster poet ' +
    'policeman policewoman politician porter postman postwoman potter preacher president priest principal printer producer ' +
    'professor programmer promoter proofreader psychiatrist psychologist psychotherapist publicist publisher rabbi ' +
    'radiographer radiologist ranger realtor receptionist recruiter referee registrar reporter representative ' +
    'researcher restorer retailer reviewer roofer sailor salesman salesperson saleswoman scholar scientist screenwriter ' +
    'scriptwriter sculptor seamstress secretary seller senator shepherd shoemaker shopkeeper singer smith sociologist ' +
    'soldier solicitor songwriter specialist steward stewardess stockbroker storyteller strategist student stylist ' +
    'superintendent supervisor surgeon surveyor tailor tattooist taxidermist teacher technician technologist tester ' +
    'therapist tiler toolmaker toxicologist trader trainee trainer translator treasurer tutor typist underwriter ' +
    'upholsterer urologist usher valuer vet veterinarian videographer violinist virologist volunteer vp waiter ' +
    'waitress warden weaver webmaster welder winemaker wholesaler woodworker worker writer zoologist ' +
    'dev swe pm scrum ux ba qa sre'
  ).split(' '),
)
/** Professions that the table does not have mostly end in one of these. */
const PROFESSION = /(?:olog|onom|iatr|ograph)(?:ist|er)$|(?:ician|eer|smith|wright|monger)$/u
const WORD = /[\p{L}-]+/gu

/** Whether the words are a job title: "senior backend engineer" is, "morning person" is not. */
export function isTitle(words: string): boolean {
  const all = Array.from(words.toLowerCase().matchAll(WORD), ([word]) => word)
  const before = all.findIndex((word) => word === 'of' || word === 'for')
  const head = before > 0 ? all[before - 1] : all.at(-1)
  return head !== undefined && (heads.has(head) || PROFESSION.test(head))
}
