/** For each route that has no written demo proposal, the title, level and work of an invented occupation. */
export const invitedOccupations: Readonly<Record<string, { title: string; level: number; work: string }>> = {
  'business-administration': {
    title: 'Volunteer coordinator',
    level: 3,
    work: 'finds, places and supports volunteers',
  },
  'catering-hospitality': {
    title: 'Contract catering planner',
    level: 4,
    work: 'plans menus and supplies for several sites',
  },
  'education-early-years': { title: 'Outdoor learning leader', level: 3, work: 'leads learning groups outdoors' },
  'creative-design': {
    title: 'Captioning editor',
    level: 3,
    work: 'writes and times captions for broadcast and live events',
  },
  'hair-beauty': { title: 'Wig maker', level: 3, work: 'makes, fits and cares for wigs' },
  'legal-finance-account': { title: 'Debt adviser', level: 4, work: 'advises people who cannot pay what they owe' },
  'protective-services': {
    title: 'Emergency planning officer',
    level: 4,
    work: 'plans for floods, fires and crowded events',
  },
  'sales-marketing-procurement': { title: 'Auction coordinator', level: 3, work: 'catalogues lots and runs sales' },
  'care-services': { title: 'Reablement worker', level: 3, work: 'helps people regain what they did for themselves' },
  'transport-logistics': {
    title: 'Drone operations planner',
    level: 4,
    work: 'plans and clears flights of unmanned aircraft',
  },
};
