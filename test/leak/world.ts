import { paths, textPlaceOf } from '@app/kernel';
import { ReviewLinks } from '@app/proposals';
import { employerSchema, Trailblazers } from '@app/trailblazers';
import { type Site, startSite } from '../support/site';
import { addTheRest } from './around';
import { Deciding } from './deciding';
import { addPeople, type People, type Person } from './people';
import { planted } from './planted';
import { Proposing } from './proposing';

/** Everything that is crawled for: ids by what they are, in the order in which they came. */
export type World = {
  site: Site;
  people: People;
  /** The proposals: before the panel and secret; in consultation; decided with conditions; refused; a draft; a dispensation. */
  proposals: Readonly<Record<'secret' | 'consulted' | 'decided' | 'refused' | 'draft' | 'dispensation', string>>;
  /** The reference of the secret one, its change request and evidence file, its ballot and the meeting that has it. */
  reference: string;
  request: string;
  file: string;
  ballot: string;
  meeting: string;
  /** Of the decided one: the panel's ballot and the decision; the review of the refusal; the responses in consultation. */
  earlierBallot: string;
  committeeBallot: string;
  decision: string;
  review: string;
  /** Of the one in consultation, which peers review: the secret in the link of who is at it, and its evidence file. */
  link: string;
  openFile: string;
  responses: readonly string[];
  consultation: string;
  suggestion: string;
  openGroup: string;
  /** The panel closes its ballot and recommends the secret one to the committee: nothing of that is public yet. */
  recommend: () => Promise<void>;
  /** The committee decides on it. @returns the ballot of the committee */
  decide: () => Promise<string>;
};

/** Builds the world: six proposals on their way, each secret with a word of its own (`planted`). */
export async function buildWorld(): Promise<World> {
  const site = await startSite({ seeded: true });
  await site.settle();
  const { people, groups } = await addPeople(site, { author: `Tom ${planted.author}` }, (officer) =>
    form(site, officer),
  );
  const [proposing, panels] = [new Proposing(site, people), new Deciding(site, people)];
  await panels.register();
  const decided = await proposing.accepted(groups.open, 'Decided maker', planted.waived);
  await panels.decided(decided);
  const refused = await proposing.accepted(groups.open, 'Refused maker');
  await panels.refused(refused);
  const secret = await proposing.secret(groups.secret);
  const draft = await proposing.change(groups.open);
  const dispensation = await proposing.dispensation(groups.open);
  const { id: consulted, invitation, reference: consultation } = await proposing.consulted(groups.open);
  const { meeting, item } = await panels.meeting(secret);
  const ballot = await panels.open(secret, 'digital', people.lead);
  await addTheRest(site, people, groups.open);
  await panels.takeNoPart({ secret, ballot, meeting, item });
  await site.clock.advance(3 * 86_400_000);
  await panels.minute(meeting, item);
  await panels.interestIn(dispensation);
  await site.settle();
  const proposals = { secret, consulted, decided, refused, draft, dispensation };
  const found = await known(site, proposals);
  return {
    site,
    people,
    proposals,
    ballot,
    meeting,
    consultation,
    openGroup: groups.open,
    link: site.lib(ReviewLinks).token(invitation),
    recommend: () => panels.recommended(ballot),
    decide: () => panels.agreed(secret),
    ...found,
  };
}

/** What the world has beside the proposals, as the database knows it. */
async function known(site: Site, { secret, consulted, decided }: World['proposals']) {
  const ids = async (sql: string, ...given: string[]): Promise<string[]> =>
    (await site.db.read().rows<{ id: string }>(sql, given)).map(({ id }) => id);
  const [reference = ''] = await ids('select reference as id from proposal where id = $1', secret);
  const [request = ''] = await ids('select id from change_request where proposal_id = $1', secret);
  const [file = ''] = await ids('select id from evidence_file where proposal_id = $1', secret);
  const [openFile = ''] = await ids('select id from evidence_file where proposal_id = $1', consulted);
  const [earlierBallot = '', committeeBallot = ''] = await ids(
    'select id from ballot where subject_id = $1 order by opened_at',
    decided,
  );
  const [decision = ''] = await ids(`select id from decision where subject_id = $1 and kind = 'decision'`, decided);
  const [review = ''] = await ids('select id from procedural_review');
  const responses = await places(site);
  const [suggestion = ''] = await ids('select id from suggestion');
  return {
    suggestion,
    reference,
    request,
    openFile,
    file: paths.proposalFile(secret, file),
    earlierBallot,
    committeeBallot,
    decision,
    review,
    responses,
  };
}

async function form(site: Site, officer: Person): Promise<{ secret: string; open: string }> {
  const groups = site.lib(Trailblazers);
  const made = async (name: string, employers: readonly string[]): Promise<string> => {
    const id = await groups.form(officer, { name, remit: 'Digital' });
    for (const employer of employers) {
      const details = { name: employer, size: 'small', sector: 'Digital', region: 'Leeds' };
      await groups.addEmployer(officer, id, employerSchema.parse(details));
    }
    return id;
  };
  return {
    secret: await made(`${planted.group} group`, ['Velvet Ltd', `${planted.employer} Studios`]),
    open: await made('Open group', ['Acme']),
  };
}

/** The texts of responses, as addresses name them. */
async function places(site: Site): Promise<string[]> {
  const texts = await site.db
    .read()
    .rows<Parameters<typeof textPlaceOf>[0]>(
      `select response_id as "responseId", question, block, part from response_text order by received_at, response_id`,
    );
  return texts.map(textPlaceOf);
}
