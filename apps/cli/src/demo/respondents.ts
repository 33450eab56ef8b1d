import { hostileWords, longest, plainWords, type Words } from './hostile-words';

/** An occupation that is consulted on. */
export type Occupation = { ref: string; title: string };

/** What becomes of one occupation, in somebody's view; what follows it up, and why. */
export type OnOne = {
  become: 'keep' | 'revise' | 'merge' | 'split' | 'retire' | 'retitle' | 'level' | 'do-not-know';
  why?: Words;
  revise?: readonly string[];
  mergeWith?: string;
  title?: Words;
  level?: string;
  takenOn?: number;
};

/** What happens to a respondent on the way. */
export type Fate = 'plain' | 'campaign' | 'hostile' | 'loses the answer' | 'sends twice';

/** A respondent of the demo: who they are, what they say, and what happens to them. */
export type Respondent = {
  no: number;
  fate: Fate;
  about: Readonly<Record<string, string>>;
  on: readonly OnOne[];
  learned: readonly string[];
  more: Words | null;
  /** What is said instead of `more` when it is sent again. */
  rethought?: Words;
  permission: 'named' | 'anonymous' | 'confidential';
  email: string | null;
};

/** How they learn the work, as the question that the officer adds offers it. */
export const waysToLearn = ['On the job', 'At a college', 'At a university', 'By themselves'] as const;

const places = ['a bank', 'a council', 'a hospital trust', 'a games studio', 'a charity', 'an insurer', 'a start-up'];
const types = ['employer', 'college', 'training-provider', 'university', 'professional-body', 'trade-union'] as const;
const sizes = ['micro', 'small', 'medium', 'large'] as const;
const regions = ['north-east', 'north-west', 'london', 'south-west', 'east-midlands', 'all-england'] as const;
const roles = ['works-in-it', 'learner', 'teacher', 'employs', 'parent-or-adviser'] as const;
const becomes = ['keep', 'revise', 'merge', 'split', 'retire', 'retitle', 'level', 'do-not-know'] as const;

const whys: Readonly<Record<OnOne['become'], string>> = {
  keep: 'we hire for exactly this job, and the name is known',
  revise: 'the standard says too little on security and on the cloud',
  merge: 'one team does both jobs, and nobody is hired for the one alone',
  split: 'it is two jobs by now, each with its own training',
  retire: 'nobody has started on it here for three years',
  retitle: 'people search for another name and do not find it',
  level: 'the work asks for more judgement than its level says',
  'do-not-know': 'we have nobody in it',
};

/** One of 60 who send what a mail to the members of a body asked them to send. */
const campaigner = (no: number): Omit<Respondent, 'no'> => ({
  fate: 'campaign',
  about: { capacity: 'individual', role: roles[no % roles.length] ?? '' },
  on: [0, 1, 2, 3].map((at) => ({
    become: 'keep',
    ...(at === 0
      ? { why: plainWords('Keep these four apart. Merging them would cost our members their profession.') }
      : {}),
  })),
  learned: ['On the job'],
  more: plainWords('I support the reply of the Guild of Software Crafts (invented) in every point.'),
  permission: no % 3 === 0 ? 'named' : 'anonymous',
  email: null,
});

function hostile(no: number): Omit<Respondent, 'no'> {
  const words = hostileWords[no] ?? plainWords('');
  return {
    fate: 'hostile',
    about: { capacity: 'organisation', organisation: `<b>Robert'); --</b> ${no}`, type: 'other', sector: 'other' },
    on: [0, 1, 2, 3].map((at) => ({
      become: 'keep',
      ...(at === no % 4 && words.typed.length < longest ? { why: words } : {}),
    })),
    learned: [],
    more: words,
    permission: 'anonymous',
    email: null,
  };
}

/** Anybody else: each says something else on each of the four. */
function ordinary(no: number, fate: Fate): Omit<Respondent, 'no'> {
  const type = types[no % types.length] ?? 'employer';
  const place = places[no % places.length] ?? '';
  const isOrganisation = no % 2 === 0;
  const about: Respondent['about'] = isOrganisation
    ? { capacity: 'organisation', organisation: `Example Works ${no}`, type, size: sizes[no % 4] ?? '' }
    : { capacity: 'individual', role: roles[no % roles.length] ?? '' };
  return {
    fate,
    about: { ...about, region: regions[no % regions.length] ?? '' },
    on: [0, 1, 2, 3].map((at) => onOne(no, at, place, isOrganisation && type === 'employer')),
    learned: waysToLearn.filter((_, at) => (no + at) % 3 === 0),
    more: no % 5 === 0 ? null : plainWords(`At ${place} we\nhave ${no} people in such jobs.`),
    permission: (['named', 'anonymous', 'confidential'] as const)[no % 3] ?? 'anonymous',
    email: no % 7 === 0 ? `respondent.${no}@demo.waymark.test` : null,
  };
}

function onOne(no: number, at: number, place: string, isEmployer: boolean): OnOne {
  const become = becomes[(no * (at + 1) + at) % becomes.length] ?? 'keep';
  return {
    become,
    ...((no + at) % 3 === 0 ? { why: plainWords(`At ${place} ${whys[become]}.`) } : {}),
    ...(become === 'revise' ? { revise: no % 4 < 2 ? ['duties', 'ksbs'] : ['profile'] } : {}),
    ...(become === 'merge' ? { mergeWith: String((at + 1) % 4) } : {}),
    ...(become === 'retitle' && no % 3 > 0 ? { title: plainWords(`Another name (${no % 6})`) } : {}),
    ...(become === 'level' ? { level: String(3 + (no % 4)) } : {}),
    ...(isEmployer && at < 3 ? { takenOn: (no * (at + 1)) % 40 } : {}),
  };
}

/** All of them: a campaign of 60, ten who send what harms, five who lose an answer, three who send twice, and others. */
export function respondents(count = 200): Respondent[] {
  const all = Array.from({ length: count }, (_, no): Respondent => {
    if (no < 60) return { no, ...campaigner(no) };
    if (no < 70) return { no, ...hostile(no - 60) };
    if (no < 75) return { no, ...ordinary(no, 'loses the answer') };
    if (no > 77) return { no, ...ordinary(no, 'plain') };
    const twice = ordinary(no, 'sends twice');
    return {
      no,
      ...twice,
      ...(no === 77 ? { rethought: plainWords('On second thoughts: two of them are one.') } : {}),
    };
  });
  // 37 has no factor in common with 200: everybody comes once, and each kind before and after the close is moved.
  return all.map((_, at) => all[(at * 37) % all.length]).filter((one) => one !== undefined);
}
