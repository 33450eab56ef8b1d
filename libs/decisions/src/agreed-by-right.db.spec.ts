import { newId } from '@app/kernel';
import { ProposalProgress } from '@app/proposals';
import { aCompleteContent, someGrounds } from '@app/proposals/testing';
import { aPanelAtWork } from '../../../test/support/panel-at-work';

let at: Awaited<ReturnType<typeof aPanelAtWork>>;
beforeAll(async () => {
  at = await aPanelAtWork();
});
afterAll(() => at?.ctx.close());

const becomes = (id: string, state: string) => at.sql(`update proposal set state = $2 where id = $1`, [id, state]);
/** A proposal that the panel recommended, by its ballot. */
async function recommended(): Promise<string> {
  const { id, ballot } = await at.opened();
  await at.votes([at.one, at.two, at.three, at.chair], ballot);
  await at.closing.close(at.chair, ballot, newId());
  await at.conclude(at.chair, ballot, 'Yes');
  return id;
}

describe('a request is agreed by who decides it, and by nobody in SQL', () => {
  it('not without a decision, nor on the recommendation of the panel alone', async () => {
    const id = await recommended();
    await expect(becomes(id, 'agreed')).rejects.toMatchObject({ constraint: 'proposal_is_agreed_by_right' });
    await expect(becomes(id, 'conditions')).rejects.toMatchObject({ constraint: 'proposal_is_agreed_by_right' });
    const verb = at.ctx.db.write((tx) =>
      at.ctx.module.get(ProposalProgress, { strict: false }).decided(tx, at.officer, id, 'approve', 'Yes'),
    );
    await expect(verb).rejects.toThrow('without a decision');
    expect(await at.stateOf(id)).toBe('with-committee');
  });

  it('not by beginning there, and not by going past it', async () => {
    const id = await recommended();
    for (const state of ['in-revision', 'on-map']) {
      await expect(becomes(id, state)).rejects.toThrow(`a proposal cannot become ${state}`);
    }
    const names = await columns();
    const copy = `insert into proposal (${names}) select ${names} from jsonb_populate_record(null::proposal,
      (select to_jsonb(p) || jsonb_build_object('id', $2::uuid, 'reference', $2::uuid, 'creation_key', $2::uuid, 'state', 'agreed')
       from proposal p where id = $1))`;
    await expect(at.sql(copy, [id, newId()])).rejects.toThrow('a proposal cannot become agreed');
  });

  it('a correction not without the officer who accepts it, and not by its own group', async () => {
    const id = await aCorrection();
    await expect(becomes(id, 'agreed')).rejects.toThrow('without a decision');
    const accept = (by: string) =>
      at.ctx.db.write(async (tx) => {
        await tx.rows(
          `insert into event (actor_kind, actor_id, type, version, subject_kind, subject_id, subject_no, content)
           values ('person', $2, 'proposal.accepted', 1, 'proposal', $1, 1, '{}')`,
          [id, by],
        );
        await tx.rows(`update proposal set state = 'agreed' where id = $1`, [id]);
      });
    await expect(accept(at.proposer.id)).rejects.toThrow('without a decision');
    await accept(at.officer.id);
    expect(await at.stateOf(id)).toBe('agreed');
  });
});

describe('what is submitted says something', () => {
  const version = async (kind: string, change: object) => {
    const id = await aDraft(kind);
    const content = JSON.stringify({ ...aCompleteContent({ grounds: someGrounds }), instead: 'Otherwise', ...change });
    return at.sql(
      `insert into proposal_version (id, proposal_id, no, content, content_hash, submission_key, submitted_by)
       values (gen_random_uuid(), $1, 1, $2, 'x', gen_random_uuid(), $3)`,
      [id, content, at.proposer.id],
    );
  };

  it.each([
    ['occupation', 'no title', { title: '' }],
    ['occupation', 'a title that nobody sees', { title: ' \u200B\u00AD\u2060 ' }],
    ['occupation', 'no route', { route: null }],
    ['standard', 'no duties', { duties: [] }],
    ['change', 'no grounds', { grounds: { explanation: '\u200B', evidence: '' } }],
    ['retirement', 'no grounds', { grounds: { explanation: '', evidence: '' } }],
    ['dispensation', 'nothing instead', { instead: '' }],
  ])('%s: not with %s', async (kind, _, change) => {
    await expect(version(kind, change)).rejects.toThrow('a submitted version is not empty');
  });

  it('and is taken where it does', async () => {
    for (const kind of ['occupation', 'standard', 'change']) await version(kind, {});
  });
});

async function columns(): Promise<string> {
  const [row] = (await at.sql(
    `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
     where table_name = 'proposal' and table_schema = 'public' and is_generated = 'NEVER'`,
  )) as { names: string }[];
  return row.names;
}

/** A draft of any kind, as the app's role can write one. */
async function aDraft(kind: string): Promise<string> {
  const id = newId();
  const content = { ...aCompleteContent({ grounds: someGrounds }) };
  const basis = kind === 'occupation' ? null : JSON.stringify({ reference: 'OCC0116', hash: 'x', content });
  await at.sql(
    `insert into proposal (id, reference, kind, group_id, state, version, content, basis, occupation_reference, route, created_by, creation_key)
     values ($1::uuid, $1::uuid, $2, $3, 'draft', 1, $4, $5::jsonb, case when $5::jsonb is null then null else 'OCC0116' end, 'digital', $6, $1::uuid)`,
    [id, kind, at.groupId, JSON.stringify(content), basis, at.proposer.id],
  );
  return id;
}

async function aCorrection(): Promise<string> {
  const id = await aDraft('change');
  await at.sql(`update proposal set state = 'submitted', change_kind = 'correction' where id = $1`, [id]);
  return id;
}
