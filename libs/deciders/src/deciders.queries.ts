import { type Actor, NotFound, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import type { Way } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import {
  type Body,
  decidedKindOf,
  type DecidedKind,
  decidedKinds,
  type DeciderStage,
  isInForce,
} from './domain/deciders';
import { deciderPolicy } from './domain/policy';

/** A rule as everybody may read it: the office, never the person. */
export type DeciderRow = {
  id: string;
  kind: DecidedKind;
  stage: DeciderStage;
  body: Body;
  title: string | null;
  from: string | null;
  until: string | null;
  source: string;
};

/** A rule as administrators read it. */
export type DeciderLine = DeciderRow & { person: string | null; setBy: string | null; setAt: Date };

/** Why a named decision-maker can't decide: their account or role ended, an interest, an act in another stage. */
export type AgainstNamed = 'ended' | 'recused' | 'acted';

/** Who decides on one case at the stage that it is in, as it was when the stage began. */
export type CaseDecider = Pick<DeciderRow, 'id' | 'stage' | 'body' | 'title'> & {
  personId: string | null;
  against: AgainstNamed | null;
};

/** The columns of a rule `d`. */
const columns = `d.id, coalesce(d.change_kind, d.request_kind) as kind, d.stage, d.body, d.title, d.from_on::text as "from",
  d.until_on::text as "until", d.source`;
const inOrder = `array_position($1::text[], coalesce(d.change_kind, d.request_kind)::text), d.stage desc, d.from_on desc nulls last`;

/** Who decides: the rules, and what a case keeps of them. */
@Injectable()
export class DeciderQueries {
  constructor(private readonly db: Db) {}

  /** The rules that are in force or to come, in the order of kinds: for everybody. */
  async current(): Promise<(DeciderRow & { inForce: boolean })[]> {
    const reader = this.db.read();
    const rows = await reader.rows<DeciderRow>(
      `select ${columns} from decider d where d.until_on is null or d.until_on > london_today() order by ${inOrder} limit 500`,
      [decidedKinds],
    );
    const today = await todayOf(reader);
    return rows.map((row) => ({ ...row, inForce: isInForce(row, today) }));
  }

  /** Another text whenever the rules change, and every day. */
  async version(): Promise<string> {
    const row = await this.db
      .read()
      .one<{ version: string }>(
        `select count(*) || ' ' || count(until_on) || ' ' || london_today() as version from decider`,
      );
    return row?.version ?? '';
  }

  /** Every rule that was ever set. @throws Forbidden */
  async all(actor: Actor): Promise<DeciderLine[]> {
    permit(deciderPolicy, actor, 'see', null);
    return this.db.read().rows<DeciderLine>(
      `select ${columns}, p.name as person, s.name as "setBy", d.set_at as "setAt" from decider d
         left join person p on p.id = d.person_id left join person s on s.id = d.set_by
       order by ${inOrder} limit 1000`,
      [decidedKinds],
    );
  }

  /** Who can be named, by name: whoever holds the role. @throws Forbidden */
  async whoCanBeNamed(actor: Actor): Promise<{ id: string; name: string }[]> {
    permit(deciderPolicy, actor, 'set', null);
    return this.db.read().rows(
      `select distinct p.id, p.name from person p join person_grant g on g.person_id = p.id
       where p.ended_at is null and g.role = 'decision-maker' and g.valid_from <= waymark_now()
         and (g.valid_until is null or g.valid_until > waymark_now()) order by p.name, p.id limit 200`,
    );
  }

  /** The rule in force today for a request at a stage; null where its way has no such stage. */
  async inForce(reader: Reader, way: Way, stage: DeciderStage): Promise<DeciderRow | null> {
    const kind = decidedKindOf(way);
    if (kind === null) return null;
    return reader.one<DeciderRow>(
      `select ${columns} from decider d where coalesce(d.change_kind, d.request_kind) = $1 and d.stage = $2
         and daterange(d.from_on, d.until_on) @> london_today()`,
      [kind, stage],
    );
  }

  /** Who decides on these cases at the stages that they are in; what never reached one is not in it. */
  async ofCases(reader: Reader, proposalIds: readonly string[]): Promise<Map<string, CaseDecider>> {
    const rows = await reader.rows<CaseDecider & { proposalId: string }>(
      `select distinct on (s.proposal_id) s.proposal_id as "proposalId", d.id, d.stage, d.body, d.title,
              d.person_id as "personId", against_named(d.id, s.proposal_id) as against
       from stage_decider s join decider d on d.id = s.decider_id where s.proposal_id = any($1::uuid[])
       order by s.proposal_id, s.no desc`,
      [proposalIds],
    );
    return new Map(rows.map(({ proposalId, ...decider }) => [proposalId, decider]));
  }

  /** Who decides on one case at the stage that it is in. @throws NotFound where it never reached one */
  async ofCase(reader: Reader, proposalId: string): Promise<CaseDecider> {
    const found = (await this.ofCases(reader, [proposalId])).get(proposalId);
    if (found === undefined) throw new NotFound('Who decides on this');
    return found;
  }
}

/** Today in London, like 2027-03-31. */
export async function todayOf(reader: Reader): Promise<string> {
  const row = await reader.one<{ today: string }>('select london_today()::text as today');
  return row?.today ?? '';
}
