/** What members like: a table of data. */
export const hobbies: readonly string[] =
  `music|hiking|photography|cooking|chess|climbing|dancing|reading|gardening|running|yoga|cycling|painting|travel|cinema|theatre
swimming|football|tennis|board games|pottery|knitting|astronomy|birdwatching|sailing|skiing|surfing|rowing|fencing|judo|boxing
archery|horse riding|camping|fishing|mushroom picking|beekeeping|baking|wine tasting|coffee|brewing|calligraphy|drawing|sculpture
woodworking|sewing|embroidery|origami|model railways|drones|electronics|programming|robotics|3D printing|radio|video games
role-playing games|crossword puzzles|sudoku|magic tricks|juggling|improvisation theatre|stand-up comedy|opera|jazz|choir singing
piano|guitar|violin|drums|saxophone|songwriting|podcasts|poetry|creative writing|blogging|languages|history|philosophy|politics
volunteering|dogs|cats|aquariums|antiques|flea markets|fashion|interior design|architecture|museums|geocaching|orienteering
trail running|triathlon|volleyball|basketball|badminton|table tennis|golf|skateboarding|snowboarding|diving|kayaking|paragliding
meditation|pilates|nordic walking|rugby|cricket|ice skating|folk dance|salsa|tango|bird photography|wildlife|sustainability
foraging|cheese making|vegetarian cooking|genealogy|stamp collecting|vinyl records|motorbikes|classic cars|trains|aviation`.split(
    /[|\n]/u,
  )
