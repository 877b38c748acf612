/**
 * Words of everyday life that stand near each other. A line is a cluster: how near its words are, 0 to 1, and the words.
 * From 0.9 they are the same said otherwise, 0.6 is kin, 0.4 is a neighbour. A table of data.
 */
export const relatedTable = `
0.95 hike hiking hiker trek trekking trekker
0.7 hiking mountain mountaineering trail rambling backpacking hillwalking
0.5 hiking outdoor outdoors nature walking walk camping adventure
0.95 climb climbing climber
0.85 climbing bouldering boulder mountaineering alpinism belay
0.95 run running runner jog jogging jogger
0.7 running marathon sprint parkrun athletics triathlon
0.95 cycle cycling cyclist bike biking biker bicycle
0.7 cycling mtb gravel triathlon spinning
0.95 swim swimming swimmer
0.6 swimming diving snorkel snorkeling water pool
0.9 dive diving diver scuba freediving
0.95 surf surfing surfer
0.6 surfing kitesurfing windsurfing bodyboarding paddleboarding sup wakeboarding sea beach
0.95 ski skiing skier
0.7 skiing snowboard snowboarding snowboarder snow sledding
0.95 sail sailing sailor
0.7 sailing boat boating yacht yachting kayak kayaking canoe canoeing rowing regatta
0.95 kayak kayaking canoe canoeing paddle paddling
0.9 football soccer futsal footballer
0.9 basketball hoops
0.6 tennis squash badminton padel pickleball racket racquet pingpong
0.9 pingpong tabletennis
0.6 rugby cricket hockey baseball volleyball handball softball football basketball lacrosse
0.85 gym fitness workout exercise training weightlifting
0.7 gym athletic bodybuilding crossfit weightlifting powerlifting gains strength
0.6 fitness athletic athlete cardio hiit pilates aerobics sport sporty sports
0.6 fitness health wellness
0.9 sport sports sporty athletic athletics
0.95 yoga yogi vinyasa hatha ashtanga asana
0.7 yoga pilates meditation stretching breathwork mindfulness
0.9 meditation meditate mindfulness zen
0.9 martial karate judo taekwondo jiujitsu bjj kungfu aikido mma krav
0.8 boxing boxer kickboxing muaythai sparring mma
0.95 dance dancing dancer
0.75 dance salsa tango bachata ballet swing kizomba ballroom zumba lindy waltz
0.6 ballet choreography theatre
0.95 music musical musician
0.75 music singing song songs melody tune performer band concert concerts gig gigs instrument
0.5 music guitar piano drums violin bass jazz rock choir orchestra vinyl dj festival festivals
0.95 sing singing singer vocalist vocals
0.8 singing choir karaoke vocal acapella
0.95 guitar guitarist
0.6 guitar bass ukulele banjo strumming
0.95 piano pianist keyboard keyboards
0.95 drum drums drummer drumming percussion percussionist
0.9 violin violinist fiddle viola cello cellist
0.85 saxophone sax trumpet clarinet flute trombone brass
0.8 jam jamming improvisation jamsession
0.85 dj djing techno house electronic rave clubbing
0.7 opera classical orchestra symphony philharmonic
0.95 art arts artist artistic
0.75 art painting drawing creative design sculpture illustration gallery sketching
0.95 paint painting painter
0.9 draw drawing sketch sketching illustration illustrator illustrate
0.7 painting watercolour watercolor acrylic oils canvas
0.9 sculpture sculptor sculpting pottery ceramics ceramic clay
0.8 craft crafts crafting diy handicraft handmade maker
0.8 knit knitting crochet sewing embroidery quilting needlework weaving
0.95 sew sewing seamstress tailoring tailor
0.95 photography photo photos photographer photograph
0.75 photography camera pictures videography portrait darkroom
0.85 film films movie movies cinema
0.7 cinema film filmmaking filmmaker director screenwriting documentary
0.85 video videography videographer filming vlog vlogging youtube
0.85 theatre theater drama acting actor actress stage
0.7 theatre improv musical musicals play
0.8 comedy standup comedian humour humor improv
0.95 write writing writer author
0.75 writing poetry novel blogging journalism journalist fiction storytelling copywriting screenwriting
0.95 poem poetry poet
0.95 read reading reader
0.85 reading book books literature novels bookclub bookworm fiction
0.9 design designer
0.75 design graphic ui ux creative artistic figma typography branding illustrator
0.9 ui ux interface usability
0.7 architecture architect interior building
0.85 fashion style clothes clothing outfit stylist
0.7 fashion makeup beauty hairdressing modelling modeling
0.95 coding code coder programming programmer
0.85 programming coding code developer software development engineer tech
0.7 programming python java javascript typescript rust cpp golang ruby php
0.75 software tech technology computer computers it
0.8 web website frontend backend html css react fullstack
0.8 app apps mobile android ios
0.85 data analytics statistics analyst dataset sql
0.85 ai ml machinelearning deeplearning llm
0.7 ai data robotics algorithms
0.8 robotics robot robots arduino electronics raspberry
0.7 security cybersecurity hacking hacker infosec pentesting
0.8 blockchain crypto bitcoin ethereum web3 cryptocurrency
0.7 devops cloud aws kubernetes linux sysadmin
0.8 3d cad blender modelling printing
0.95 game games gaming gamer
0.8 gaming videogames esports playstation xbox nintendo pc minecraft
0.8 boardgames board tabletop catan dnd dungeons roleplaying rpg cards
0.95 chess chessplayer
0.6 chess go backgammon checkers puzzles strategy
0.7 poker cards bridge blackjack
0.6 quiz trivia puzzle puzzles crossword
0.85 anime manga cosplay otaku
0.95 teach teaching teacher
0.85 teaching teacher tutor tutoring instructor coach education mentor trainer lessons lesson
0.6 teaching guide school professor lecturer
0.95 learn learning learner
0.8 learning study studying student education
0.55 learning knowledge training course class
0.95 study studying student studies
0.8 exam exams revision test homework
0.7 university college school academic campus
0.95 tutor tutoring tutorial
0.95 mentor mentoring mentorship mentee
0.85 mentor advisor adviser coach counselor guide
0.8 coach coaching trainer
0.8 advice guidance suggestion recommendation tips advise advising
0.6 advice help support consulting
0.85 maths math mathematics algebra calculus geometry arithmetic
0.75 science physics chemistry biology astronomy scientist
0.8 astronomy stargazing space telescope stars astrophotography
0.7 history historian archaeology heritage museum museums
0.85 philosophy philosopher ethics stoicism
0.7 psychology psychologist therapy behaviour
0.8 politics political activism activist debate debating
0.7 economics finance economy
0.85 language languages linguistics polyglot tandem
0.7 translate translation translator interpreter interpreting language
0.7 grammar vocabulary conversation pronunciation
0.85 conversation talk talking chat chatting discussion
0.9 spanish espanol castellano
0.9 german deutsch
0.9 french francais
0.85 mandarin chinese
0.85 health healthy wellness wellbeing
0.65 health medical medicine doctor nurse nutrition healthcare
0.8 nutrition diet dietitian nutritionist healthyeating
0.85 therapy therapist counseling counselling counselor counsellor psychotherapy
0.85 emotional emotion emotions feelings feeling
0.75 emotional empathy empathetic understanding caring compassion compassionate
0.8 support supportive help assist assistance
0.7 support guidance counseling listening caring
0.9 listen listening listener
0.65 listening understanding empathy caring
0.85 anxiety anxious stress stressed worry panic
0.8 depression depressed sadness sad
0.85 grief grieving bereavement loss mourning
0.8 lonely loneliness alone isolated isolation
0.85 divorce divorced separation separated breakup
0.85 sober sobriety recovery addiction alcoholfree
0.85 casual hookup fling relaxed
0.6 casual fun
0.85 serious committed commitment longterm
0.65 serious relationship partner dating marriage
0.95 friend friends friendship friendly
0.9 friend buddy pal mate companion companionship
0.85 date dating romance romantic
0.95 marry marriage married wedding
0.95 career professional job employment
0.75 career work business occupation profession
0.8 job jobs hiring recruiter recruiting recruitment hr vacancy
0.8 interview interviews cv resume
0.9 business entrepreneur entrepreneurship startup startups founder
0.7 startup funding investor investors venture fundraising pitch cofounder
0.9 investor investing investment invest
0.75 investing stocks trading shares finance bonds
0.8 finance financial money accounting accountant bookkeeping budget budgeting tax taxes
0.8 marketing advertising seo branding socialmedia
0.8 sales selling salesperson negotiation
0.8 law legal lawyer attorney solicitor
0.8 networking network contacts connections
0.7 manager management leadership leader team
0.8 project product agile scrum
0.8 speaking publicspeaking presentation presenting toastmasters rhetoric
0.95 travel traveling travelling traveller traveler
0.8 travel trip trips vacation holiday journey wanderlust backpacking
0.6 travel adventure explore exploring abroad roadtrip
0.85 explore exploring explorer adventure adventurous
0.9 camping camp camper tent campervan
0.75 camping bushcraft caravan vanlife campfire
0.8 nature outdoor outdoors wildlife forest countryside
0.8 mountain mountains alps peaks hills
0.8 beach sea seaside ocean coast
0.8 bird birds birding birdwatching birdwatcher ornithology
0.9 fishing fish angling angler
0.75 hunting archery shooting
0.95 garden gardening gardener
0.8 gardening plants allotment horticulture vegetables flowers
0.95 cook cooking cook
0.85 cooking chef cuisine kitchen recipes culinary
0.6 cooking food baking foodie
0.95 bake baking baker
0.8 baking bread sourdough cakes pastry
0.85 food foodie restaurants eating dining gastronomy
0.95 vegan plantbased
0.8 vegan vegetarian veggie
0.9 coffee cafe espresso barista
0.8 tea matcha
0.9 wine winetasting sommelier wines
0.9 beer brewing brewery homebrewing pub craftbeer
0.7 cocktails bar bars pub pubs drinks nightlife
0.8 party parties partying nightlife clubbing club
0.7 brunch dinner lunch restaurant
0.95 dog dogs puppy puppies
0.8 dog dogwalking dogsitting canine
0.95 cat cats kitten kittens feline
0.7 pet pets animal animals dog cat petsitting
0.85 horse horses riding equestrian horseback
0.9 kid kids child children
0.75 children babysitting babysitter nanny childcare childminder toddler baby
0.9 babysit babysitting babysitter
0.7 parent parents parenting mother father mum mom dad family
0.8 elderly senior seniors aged carer
0.9 caring care carer caregiver caregiving
0.7 care nursing nurse
0.9 volunteer volunteering charity nonprofit
0.7 volunteering community helping ngo fundraising
0.85 environment environmental climate sustainability sustainable ecology eco
0.7 sustainability recycling zerowaste green
0.85 religion religious faith church
0.75 christian church bible catholic faith
0.75 muslim islam quran mosque
0.75 jewish judaism synagogue
0.75 buddhist buddhism meditation
0.75 hindu hinduism
0.75 spiritual spirituality tarot astrology crystals
0.95 smoke smoking smoker cigarettes
0.95 drink drinking drinker alcohol
0.85 drug drugs weed cannabis
0.7 tattoo tattoos piercings
0.85 plumber plumbing pipes
0.85 electrician electrical wiring
0.85 carpenter carpentry woodworking joinery furniture
0.8 handyman repair repairs fixing fix diy
0.8 renovation renovating decorating builder
0.8 moving removal relocation
0.9 car cars automotive driving
0.8 driving driver drive licence license
0.8 car mechanic garage mechanics
0.85 motorcycle motorbike motorcycling motorcycles motorcyclist
0.8 plane flying pilot aviation gliding paragliding skydiving
0.8 paragliding skydiving parachuting
0.85 skate skating skateboard skateboarding skater rollerblading
0.8 iceskating skating hockey
0.85 flat apartment room house housing flatmate roommate accommodation
0.9 flatmate roommate housemate
0.8 shopping mall thrift vintage secondhand
0.8 podcast podcasts podcasting radio
0.8 magic magician illusion
0.8 collecting collector stamps coins
0.8 lego models modelbuilding miniatures warhammer
0.8 fantasy scifi startrek starwars tolkien
0.85 musicals broadway
0.8 museum museums gallery exhibitions exhibition
0.85 lgbt lgbtq queer gay lesbian bisexual
0.75 feminist feminism women equality
0.8 immigrant expat expats migrant newcomer refugee
0.75 visa immigration paperwork bureaucracy
0.8 disability disabled wheelchair accessible accessibility
0.8 deaf sign signlanguage bsl asl
0.8 autism autistic adhd neurodivergent
0.85 quiet introvert introverted shy
0.85 outgoing extrovert extroverted sociable social
0.85 kind kindhearted gentle caring
0.85 funny humour humor hilarious witty
0.8 patient patience calm
0.8 honest honesty loyal trustworthy reliable
0.8 smart intelligent clever nerdy geek nerd geeky
0.85 creative creativity imaginative inventive
0.8 ambitious driven motivated motivation accountability
0.85 accountability productivity habits goals
`
