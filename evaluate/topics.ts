/**
 * What people can do for each other: for each topic, how those who need it put it and how those who give it do. Close
 * neighbours (piano and guitar, tax and bookkeeping) are in on purpose. A table of data.
 */
export interface Topic {
  readonly needs: readonly string[]
  readonly offers: readonly string[]
}

export const topics: Readonly<Record<string, Topic>> = {
  mobileApp: {
    needs: [
      'I am looking for somebody to build our iPhone and Android app.',
      'We have designs but nobody who can program for phones.',
      'A developer who knows Flutter or Swift would save our launch.',
    ],
    offers: [
      'I build mobile apps in Flutter and Swift.',
      'Ten years of shipping applications to the App Store and Google Play.',
      'I can turn a sketch into a working phone app in a few weeks.',
    ],
  },
  frontend: {
    needs: [
      'Our web interface is slow and ugly and I need a front-end engineer.',
      'Looking for a React developer to rebuild our dashboard.',
      'I need someone who makes web pages work for blind users too.',
    ],
    offers: [
      'I write fast, accessible user interfaces in React and TypeScript.',
      'Front-end development is my trade: HTML, CSS, components, accessibility.',
      'Happy to review your web client and make it load in a second.',
    ],
  },
  backend: {
    needs: [
      'We need help scaling our API and database past a million users.',
      'I am searching for a back-end engineer who has run PostgreSQL under load.',
      'Our server falls over every Monday and nobody knows why.',
    ],
    offers: [
      'I design APIs and distributed systems in Go and PostgreSQL.',
      'I have kept servers for millions of users alive and can find your bottleneck.',
      'Database performance, queues and caching are what I do all day.',
    ],
  },
  machineLearning: {
    needs: [
      'I need a data scientist to predict which customers will leave.',
      'Looking for someone with machine learning experience to look at our recommendation model.',
      'We sit on a lot of data and have no idea what to learn from it.',
    ],
    offers: [
      'I train and deploy machine learning models for retail companies.',
      'I can build churn prediction and recommender systems.',
      'Statistician by training; I turn messy data into forecasts.',
    ],
  },
  security: {
    needs: [
      'We were hacked last year and want someone to test our defences.',
      'I need advice on passwords, backups and phishing for a small office.',
      'Looking for a penetration tester before our audit.',
    ],
    offers: [
      'I do penetration tests and security audits for young companies.',
      'I teach small teams how not to fall for phishing.',
      'Information security consultant, happy to look over your setup.',
    ],
  },
  productDesign: {
    needs: [
      'I want a designer to make our product easier to use.',
      'Looking for UX help: people give up in the middle of our sign-up.',
      'We need somebody to run usability interviews.',
    ],
    offers: [
      'I design digital products, from user research to clickable prototypes.',
      'UX and interaction designer with a love for simple forms.',
      'I can watch five of your users and tell you what confuses them.',
    ],
  },
  branding: {
    needs: [
      'My bakery needs a logo and a look of its own.',
      'I am looking for a graphic designer for our packaging.',
      'We need a visual identity before the trade fair.',
    ],
    offers: [
      'I draw logos and create brand identities for small shops.',
      'Graphic designer: labels, packaging, posters, business cards.',
      'I can give your company a face in two weeks.',
    ],
  },
  marketing: {
    needs: [
      'Nobody knows our shop exists, I need help with marketing.',
      'Looking for someone who understands search ads and social media campaigns.',
      'How do we find our first hundred customers?',
    ],
    offers: [
      'I run digital marketing campaigns on a small budget.',
      'Growth marketer: search, newsletters, paid social.',
      'I can help you plan how to win your first customers.',
    ],
  },
  copywriting: {
    needs: [
      'I need someone to write the texts for our website.',
      'My newsletters are dull, I want a writer to teach me.',
      'Looking for an editor for product descriptions in good English.',
    ],
    offers: [
      'I write clear website copy and newsletters.',
      'Copywriter and editor for technology companies.',
      'I will gladly rewrite your About page so that people read it.',
    ],
  },
  sales: {
    needs: [
      'I have never sold anything to a large company and need a mentor in sales.',
      'Looking for a commercial co-founder who likes to pick up the phone.',
      'We need to learn how to negotiate contracts with corporate buyers.',
    ],
    offers: [
      'I have closed enterprise software deals for fifteen years and coach founders in selling.',
      'I can teach negotiation and cold calling.',
      'Business development is my craft, I open doors at big firms.',
    ],
  },
  seedMoney: {
    needs: [
      'We are raising our seed round and look for angel investors.',
      'I need somebody to finance the first year of my company.',
      'Looking for early-stage capital for a climate start-up.',
    ],
    offers: [
      'I invest my own money in early-stage companies, up to 50,000 each.',
      'Angel investor, mostly pre-seed, with a soft spot for climate.',
      'I write first cheques to technical founders.',
    ],
  },
  pitch: {
    needs: [
      'I would love feedback on my pitch deck.',
      'I get nervous in front of investors and want to practise my presentation.',
      'Need help telling our story on ten slides.',
    ],
    offers: [
      'I help founders with pitch decks and stage fright.',
      'Former radio host, I coach people for presentations.',
      'I can listen to your pitch and tear it apart kindly.',
    ],
  },
  bookkeeping: {
    needs: [
      'My receipts live in a shoe box and I need a bookkeeper.',
      'Looking for someone to set up accounting for our association.',
      'I need to understand cash flow and invoices.',
    ],
    offers: [
      'I keep the books of small businesses and associations.',
      'Accountant; I can set up invoicing and cash flow planning.',
      'I sort out neglected ledgers without blaming anybody.',
    ],
  },
  tax: {
    needs: [
      'I moved countries and need advice on my income tax.',
      'Looking for a tax adviser for freelancers.',
      'I do not understand value added tax for online sales.',
    ],
    offers: [
      'I advise freelancers and expatriates on taxes.',
      'Tax consultant, specialised in VAT for web shops.',
      'I can check your tax return before you send it.',
    ],
  },
  contractLaw: {
    needs: [
      'I need a lawyer to read our contract with a supplier.',
      'Looking for legal advice on setting up a company with two founders.',
      'Somebody should check our terms and conditions.',
    ],
    offers: [
      'Commercial lawyer: contracts, founders’ agreements, terms of service.',
      'I read agreements for start-ups and explain them in plain words.',
      'Happy to answer legal questions about founding a company.',
    ],
  },
  immigration: {
    needs: [
      'I am trying to get a work visa and the forms drive me mad.',
      'Looking for somebody who knows residence permits.',
      'My family wants to join me here and I need help with the paperwork.',
    ],
    offers: [
      'I help newcomers with visas and residence permits.',
      'Immigration adviser at a charity, three evenings a week.',
      'I have been through family reunification myself and guide others through it.',
    ],
  },
  patents: {
    needs: [
      'We invented a valve and want to protect it.',
      'I need a patent attorney with an engineering background.',
      'How do I find out whether my idea is new enough to patent?',
    ],
    offers: [
      'Patent attorney for mechanical inventions.',
      'I search prior art and draft patent applications.',
      'I teach inventors how to protect intellectual property.',
    ],
  },
  recruiting: {
    needs: [
      'We want to hire three engineers and have no recruiter.',
      'I need help writing job adverts and running interviews.',
      'Looking for someone in human resources to build a fair hiring process.',
    ],
    offers: [
      'I find and interview technical talent for growing teams.',
      'HR manager, I set up hiring processes that are fair.',
      'I can coach you in conducting job interviews.',
    ],
  },
  career: {
    needs: [
      'I lost my job in spring and would like help with my CV.',
      'I want to move from teaching into technology and look for a mentor.',
      'Looking for somebody to practise job interviews with.',
    ],
    offers: [
      'Career coach, I help people who change profession.',
      'I rewrite CVs and do mock interviews.',
      'I moved into tech at forty and mentor others who try.',
    ],
  },
  leadership: {
    needs: [
      'I became a manager overnight and have nobody to ask.',
      'Looking for an experienced leader to talk about delegation.',
      'My team quarrels and I need advice on how to lead it.',
    ],
    offers: [
      'I coach first-time managers.',
      'I led departments of eighty people and share what I got wrong.',
      'Conflict mediation in teams is my speciality.',
    ],
  },
  manufacturing: {
    needs: [
      'I have a prototype and need a factory for small batches.',
      'Looking for someone who knows injection moulding.',
      'We need to bring down the production cost of our lamp.',
    ],
    offers: [
      'Production engineer: injection moulding, tooling, small series.',
      'I know factories in Portugal that take small orders.',
      'I help hardware companies get from prototype to production.',
    ],
  },
  electronics: {
    needs: [
      'I need someone to design a circuit board for a sensor.',
      'Looking for an embedded engineer, our firmware crashes.',
      'We want to make a battery last two years in the field.',
    ],
    offers: [
      'Electronics engineer, I lay out circuit boards and write firmware.',
      'Low-power sensors are my hobby and my job.',
      'I can debug your microcontroller with you.',
    ],
  },
  printing3d: {
    needs: [
      'I need spare parts printed that nobody sells any more.',
      'Looking for access to a 3D printer and someone to show me.',
      'Who can model a bracket in CAD for me?',
    ],
    offers: [
      'I own three 3D printers and like odd requests.',
      'I model parts in CAD and print them the same week.',
      'Maker space volunteer: come and learn 3D printing.',
    ],
  },
  woodwork: {
    needs: [
      'I would like to learn how to build furniture.',
      'We need a carpenter for shelves in our library.',
      'My grandmother’s chair is broken and I want it restored.',
    ],
    offers: [
      'Cabinet maker, I build and restore wooden furniture.',
      'I teach joinery in my workshop on Saturdays.',
      'I can make shelves and tables to measure.',
    ],
  },
  plumbing: {
    needs: [
      'There is a leak under our kitchen sink.',
      'Looking for someone to renew the bathroom pipes.',
      'Our heating makes noises and stays cold.',
    ],
    offers: [
      'Plumber with twenty years of pipes and boilers.',
      'I fix leaks, taps and radiators.',
      'Heating systems: repair, bleed, replace.',
    ],
  },
  bicycle: {
    needs: [
      'My bike’s gears slip and I want to learn to fix them.',
      'Looking for someone to repair twenty bicycles for our refugee project.',
      'I need a cargo bike that somebody has tested.',
    ],
    offers: [
      'I repair bicycles and teach others how.',
      'Bike mechanic, weekends free for good causes.',
      'I have ridden and rebuilt cargo bikes for years.',
    ],
  },
  gardening: {
    needs: [
      'My tomatoes die every year and I want to know why.',
      'We look for somebody to help plan a community garden.',
      'I need advice on fruit trees and pruning.',
    ],
    offers: [
      'Gardener: vegetables, fruit trees, pruning courses.',
      'I have planned two community gardens from nothing.',
      'Ask me anything about soil and compost.',
    ],
  },
  permaculture: {
    needs: [
      'We bought a small farm and want to work without poison.',
      'Looking for a farmer who has changed to organic agriculture.',
      'I need to learn about water and soil on dry land.',
    ],
    offers: [
      'Organic farmer, glad to show how we changed over.',
      'I design permaculture systems for dry regions.',
      'I advise smallholders on soil health and irrigation.',
    ],
  },
  cooking: {
    needs: [
      'I can only boil pasta and want cooking lessons.',
      'Looking for a caterer for a wedding with eighty guests.',
      'We need a chef to develop vegan dishes for our canteen.',
    ],
    offers: [
      'Chef, vegan kitchen, I develop menus.',
      'I cater for weddings and company parties.',
      'I give cooking classes for complete beginners.',
    ],
  },
  baking: {
    needs: [
      'My sourdough never rises, who can show me?',
      'Looking for a baker who would let me help at night.',
      'I need a birthday cake without gluten.',
    ],
    offers: [
      'Baker: sourdough, rolls, cakes without gluten.',
      'I share my starter and an afternoon of bread making.',
      'I bake birthday cakes to order.',
    ],
  },
  spanish: {
    needs: [
      'I want to practise Spanish before I move to Madrid.',
      'Looking for a Spanish teacher for my daughter.',
      'I need conversation in Castilian, my grammar is fine.',
    ],
    offers: [
      'Native Spanish speaker, I give lessons and conversation.',
      'I teach Spanish to adults and children.',
      'We can talk in Spanish over coffee and I correct you.',
    ],
  },
  german: {
    needs: [
      'I need German at level B2 for my medical licence.',
      'Looking for a tandem partner for German.',
      'I would like somebody to explain German cases to me.',
    ],
    offers: [
      'German teacher for professionals in medicine.',
      'I offer German conversation for tandem learners.',
      'I make German grammar bearable.',
    ],
  },
  english: {
    needs: [
      'My English is not good enough for meetings.',
      'Looking for someone to correct my English application letters.',
      'I want to lose my fear of speaking English on the phone.',
    ],
    offers: [
      'English coach for business meetings and calls.',
      'Native speaker, I proofread letters in English.',
      'I teach English pronunciation.',
    ],
  },
  translation: {
    needs: [
      'We need our manual translated into French and Japanese.',
      'Looking for an interpreter for a doctor’s appointment in Arabic.',
      'I need a certified translation of my diploma.',
    ],
    offers: [
      'Certified translator for diplomas and contracts.',
      'I interpret between Arabic and English at hospitals.',
      'Technical translator, French and Japanese.',
    ],
  },
  piano: {
    needs: [
      'I want to start playing the piano at sixty.',
      'Looking for a pianist to accompany our choir.',
      'My son needs a patient piano teacher.',
    ],
    offers: [
      'I teach piano to children and late beginners.',
      'Pianist, I accompany choirs and singers.',
      'I can prepare you for a conservatory audition at the keyboard.',
    ],
  },
  guitar: {
    needs: [
      'I would like guitar lessons, folk and blues.',
      'Our band has lost its guitarist.',
      'I need someone to set up my old electric guitar.',
    ],
    offers: [
      'Guitar teacher: blues, folk, fingerpicking.',
      'I play lead guitar and am free for a band.',
      'I repair and set up guitars.',
    ],
  },
  singing: {
    needs: [
      'Our choir is short of tenors.',
      'I look for voice lessons to sing without pain.',
      'Who would conduct an amateur choir?',
    ],
    offers: [
      'Voice teacher with a gentle method.',
      'Tenor, I sing in choirs and would join another.',
      'I conduct choirs of people who cannot read music.',
    ],
  },
  soundRecording: {
    needs: [
      'We want to record our first album on little money.',
      'My podcast sounds like a bathroom.',
      'Looking for someone to mix four songs.',
    ],
    offers: [
      'Sound engineer with a small studio, I record and mix bands.',
      'I clean up and edit podcasts.',
      'I lend microphones and explain how to use them.',
    ],
  },
  photography: {
    needs: [
      'I need portraits for our team page.',
      'Looking for a photographer for product pictures.',
      'I want to learn how to use my camera in manual mode.',
    ],
    offers: [
      'Photographer: portraits and products.',
      'I run photo walks for people with a new camera.',
      'I can shoot your event and deliver the next day.',
    ],
  },
  video: {
    needs: [
      'We need a short film about our charity.',
      'Looking for someone to cut forty hours of footage.',
      'I want to start a video channel and need help with editing.',
    ],
    offers: [
      'Film maker, documentaries for charities.',
      'Video editor, I cut quickly and drink much tea.',
      'I teach filming with a telephone.',
    ],
  },
  novel: {
    needs: [
      'I have finished a novel and look for honest readers.',
      'Looking for a literary agent or somebody who knows one.',
      'I would like to join a writing group.',
    ],
    offers: [
      'Novelist, I read manuscripts and say what I think.',
      'I worked in publishing and know how agents choose.',
      'Our writing circle meets monthly and has a free chair.',
    ],
  },
  illustration: {
    needs: [
      'I wrote a children’s book and need pictures for it.',
      'Looking for an illustrator for a science magazine.',
      'Who could draw a comic about our town?',
    ],
    offers: [
      'Illustrator of children’s books.',
      'I draw scientific diagrams and comics.',
      'Watercolours and ink, for print and for fun.',
    ],
  },
  running: {
    needs: [
      'I am training for a marathon and hate running alone.',
      'Looking for a running partner on weekday mornings.',
      'I need a plan for my first ten kilometres.',
    ],
    offers: [
      'I run every morning at six and like company.',
      'Running coach, from the sofa to the marathon.',
      'I write training plans for beginners.',
    ],
  },
  climbing: {
    needs: [
      'Looking for a climbing partner with belay experience.',
      'I want to learn to climb outdoors.',
      'I need somebody to plan an alpine tour with.',
    ],
    offers: [
      'I climb twice a week and belay safely.',
      'Mountain guide, I teach rope work.',
      'I know the crags around here and take people along.',
    ],
  },
  swimming: {
    needs: [
      'I never learned to swim and am forty now.',
      'Looking for a swim coach for open water.',
      'Our daughter is afraid of water.',
    ],
    offers: [
      'Swimming teacher for adults who are afraid.',
      'I swim in lakes all year and take others with me.',
      'Former competitive swimmer, I correct your crawl.',
    ],
  },
  yoga: {
    needs: [
      'My back hurts from sitting and I want gentle exercise.',
      'Looking for a yoga teacher for our office.',
      'I need help to calm down and sleep.',
    ],
    offers: [
      'Yoga teacher, classes in offices and parks.',
      'I teach breathing and relaxation for better sleep.',
      'Gentle stretching for people with back pain.',
    ],
  },
  nutrition: {
    needs: [
      'I have diabetes and do not know what to eat.',
      'Looking for a dietician who understands athletes.',
      'I would like to lose weight without silly diets.',
    ],
    offers: [
      'Dietician, I make meal plans for people with diabetes.',
      'Sports nutrition is my field.',
      'I help people lose weight slowly and for good.',
    ],
  },
  grief: {
    needs: [
      'My husband died and I would like to talk to others who know.',
      'Looking for a support group for widows.',
      'I need somebody to listen.',
    ],
    offers: [
      'I lead a circle for people in mourning.',
      'Trained bereavement volunteer, I listen.',
      'I lost my wife five years ago and accompany others.',
    ],
  },
  newParents: {
    needs: [
      'We have twins and no family nearby.',
      'I look for other new mothers to share walks and worries.',
      'Our baby does not sleep and neither do we.',
    ],
    offers: [
      'Midwife, I visit young families.',
      'Mother of twins, happy to share what worked.',
      'I run a group for parents of babies.',
    ],
  },
  childcare: {
    needs: [
      'I need somebody to pick up my son from school twice a week.',
      'Looking for a babysitter for Friday nights.',
      'We want to share a nanny with another family.',
    ],
    offers: [
      'Student with childcare experience, free in the evenings.',
      'I babysit and help with homework.',
      'Nursery teacher, I take children in the afternoon.',
    ],
  },
  mathTutoring: {
    needs: [
      'My daughter fails in mathematics.',
      'Looking for a tutor in statistics for my thesis.',
      'I need calculus for an entrance exam.',
    ],
    offers: [
      'Mathematics teacher, I tutor from fractions to calculus.',
      'I explain statistics to students who fear it.',
      'I prepare pupils for exams in maths.',
    ],
  },
  elderCare: {
    needs: [
      'My father has dementia and I need advice on care.',
      'Looking for someone to visit my grandmother once a week.',
      'We must find a home for an old aunt.',
    ],
    offers: [
      'Geriatric nurse, I advise families of people with dementia.',
      'I visit lonely old people and read to them.',
      'I know the care homes of this region from the inside.',
    ],
  },
  digitalHelp: {
    needs: [
      'I am seventy and do not understand my smartphone.',
      'I need someone patient to explain online banking.',
      'My computer is slow and full of warnings.',
    ],
    offers: [
      'I help older people with telephones and computers.',
      'Patient explanations of e-mail and online banking.',
      'I clean up slow laptops.',
    ],
  },
  dogs: {
    needs: [
      'Looking for somebody to walk my dog at noon.',
      'My puppy bites everything, I need a trainer.',
      'Who takes care of a cat during the holidays?',
    ],
    offers: [
      'Dog trainer, puppies and difficult cases.',
      'I walk dogs at lunch time.',
      'I feed cats and water plants while you travel.',
    ],
  },
  housing: {
    needs: [
      'I need a room near the university from October.',
      'We look for people to start a housing cooperative with.',
      'Looking for a quiet flat for a family of four.',
    ],
    offers: [
      'I have a spare room for a student.',
      'Our housing cooperative has places free.',
      'Estate agent, I know of family flats before they are advertised.',
    ],
  },
  moving: {
    needs: [
      'I move in June and need strong arms and a van.',
      'Looking for somebody to transport a piano.',
      'I have to clear out a cellar.',
    ],
    offers: [
      'I own a van and help people move.',
      'Two strong brothers, we carry furniture.',
      'I clear cellars and attics and take things to charity.',
    ],
  },
  solar: {
    needs: [
      'We want solar panels on our roof and are lost in the offers.',
      'Looking for an energy adviser for an old house.',
      'I need to know whether a heat pump makes sense.',
    ],
    offers: [
      'Energy consultant for old buildings and heat pumps.',
      'I plan and install photovoltaic systems.',
      'I compare quotes for solar panels, free of interest.',
    ],
  },
  climateScience: {
    needs: [
      'I am writing about glaciers and look for a climate scientist.',
      'Our city council needs figures about flood risk.',
      'Looking for someone to review our carbon accounting.',
    ],
    offers: [
      'Climate researcher, I model floods and droughts.',
      'I audit carbon footprints of companies.',
      'Glaciologist who likes explaining ice.',
    ],
  },
  grants: {
    needs: [
      'Our theatre needs public funding and I hate forms.',
      'Looking for someone who writes grant applications for non-profits.',
      'How do we find foundations for a youth project?',
    ],
    offers: [
      'I write grant proposals for cultural projects.',
      'Fundraiser for non-profits, I know the foundations.',
      'I can check your application for public money.',
    ],
  },
  eventSpace: {
    needs: [
      'We need a room for workshops on Thursdays.',
      'Looking for a stage for a small play.',
      'I search for a kitchen to rent by the hour.',
    ],
    offers: [
      'Our café can be rented in the evening for workshops.',
      'I manage a small theatre with free dates.',
      'We own a certified kitchen and share it.',
    ],
  },
  volunteering: {
    needs: [
      'Our food bank needs drivers on Saturdays.',
      'Looking for volunteers to teach refugees to read.',
      'We need people to plant trees in November.',
    ],
    offers: [
      'I have a driving licence and free Saturdays for a good cause.',
      'Retired teacher, I would help people learn to read.',
      'I want to get my hands dirty for nature.',
    ],
  },
  chess: {
    needs: [
      'I look for somebody to play chess with in the park.',
      'Our school needs a trainer for its chess club.',
      'I am stuck at a rating of 1500.',
    ],
    offers: [
      'Chess trainer for schools and clubs.',
      'I play chess every Sunday and welcome opponents.',
      'I analyse your games and show what to improve.',
    ],
  },
  sewing: {
    needs: [
      'I want to learn to sew my own clothes.',
      'Looking for a seamstress to alter a wedding dress.',
      'We need costumes for a school play.',
    ],
    offers: ['Tailor, I alter dresses and suits.', 'I teach sewing on old machines.', 'Costume maker for theatres.'],
  },
  supplyChain: {
    needs: [
      'Our parcels arrive late and I need someone who knows logistics.',
      'Looking for advice on customs and import from Asia.',
      'We need a warehouse that ships small orders.',
    ],
    offers: [
      'Logistics manager: warehousing, shipping, customs.',
      'I help web shops send parcels on time.',
      'I imported goods from Asia for ten years and know the forms.',
    ],
  },
  medicalAdvice: {
    needs: [
      'We build a medical device and need a doctor’s opinion.',
      'Looking for clinicians to test our hospital software.',
      'I need help designing a clinical study.',
    ],
    offers: [
      'Physician, I advise health technology companies.',
      'I design clinical trials and deal with ethics boards.',
      'Nurse in intensive care, glad to test software for wards.',
    ],
  },
  labScience: {
    needs: [
      'Our start-up needs access to a wet laboratory.',
      'Looking for a biochemist to check our enzyme tests.',
      'I need someone who understands protein purification.',
    ],
    offers: [
      'Biochemist, fifteen years of proteins and enzymes.',
      'We rent out benches in our laboratory.',
      'I can plan and review your assays.',
    ],
  },
  journalism: {
    needs: [
      'We want the press to write about our project.',
      'Looking for a journalist to tell me how newsrooms work.',
      'I need help writing a press release.',
    ],
    offers: [
      'Journalist, I explain how stories get into the paper.',
      'Public relations: press releases, contacts, crisis.',
      'I train people for interviews on radio and television.',
    ],
  },
  gameDesign: {
    needs: [
      'I have an idea for a board game and need testers.',
      'Looking for a programmer for a small video game.',
      'We need an artist for pixel graphics.',
    ],
    offers: [
      'Game developer in Unity and Godot.',
      'I test and balance board games.',
      'Pixel artist with an eye for tiny animals.',
    ],
  },
}
