import { randomBytes } from 'node:crypto';
import { addWeeks, NotFound, publicActor, refuse, sha256 } from '@app/kernel';
import { Db, type Reader, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type Ground, grounds, type Outcome, type Passage, rulingAppealed } from './domain';
import { linkWeeks } from './links.service';
import type { TextKey } from './text.rows';

/** What became of one text, as its sender is told. */
export type OwnRuling = Omit<TextKey, 'responseId'> & {
  text: string;
  outcome: Outcome;
  publishedText: string | null;
  passages: readonly Passage[] | null;
  ground: Ground | null;
  /** What the moderator adds. */
  note: string;
  /** Whether another moderator was asked to decide, and whether one has. */
  appeal: 'open' | 'decided' | null;
};

/** What became of what one response says, with where it belongs. */
export type OwnRulings = {
  responseId: string;
  reference: string;
  consultation: string;
  title: string;
  rulings: OwnRuling[];
};

/** What senders are told of decisions on their texts, and their one appeal on each: by a mailed link, without an account. */
@Injectable()
export class Appeals {
  constructor(private readonly db: Db) {}

  /** A new link to what became of a response; for the mail, in the transaction that writes it. @returns its token */
  async link(tx: Tx, responseId: string): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    await tx.rows('insert into ruling_link (token_hash, response_id, expires_at) values ($1, $2, $3)', [
      sha256(token),
      responseId,
      addWeeks(await tx.now(), linkWeeks),
    ]);
    return token;
  }

  /** What became of the texts that a link leads to. @throws NotFound for one that has expired */
  async rulings(token: string): Promise<OwnRulings> {
    return rulingsBehind(this.db.read(), token);
  }

  /** Asks another moderator to decide, once for each text, and only where something was left out. */
  async appeal(token: string, text: Omit<TextKey, 'responseId'>, says: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { responseId, reference, consultation, rulings } = await rulingsBehind(tx, token);
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 5))', [responseId]);
      const { question, block, part } = text;
      const own = rulings.find((one) => one.question === question && one.block === block && one.part === part);
      if (own === undefined || own.outcome === 'published') refuse('Your text is published as you sent it');
      if (own.appeal !== null) refuse('You asked already: another moderator decides, once');
      if (says === '') refuse('Enter why you do not agree', 'says');
      await tx.rows(
        `insert into response_appeal (response_id, question, block, part, ruling, says, made_at)
         select response_id, question, block, part, ruling, $5, waymark_now() from ruled_text
         where response_id = $1 and question = $2 and block = $3 and part = $4`,
        [responseId, question, block, part, says],
      );
      await tx.record(publicActor, rulingAppealed(responseId, { reference, consultation, question, block }));
    });
  }
}

async function rulingsBehind(reader: Reader, token: string): Promise<OwnRulings> {
  const rows = await reader.rows<OwnRuling & Omit<OwnRulings, 'rulings'>>(
    `select t.response_id as "responseId", t.reference, c.reference as consultation, c.title, t.question, t.block, t.part, t.text,
       t.outcome, t.published_text as "publishedText", u.passages, u.ground, t.reason as note,
       case when a.ruling = t.ruling then 'open' when a.ruling is not null then 'decided' end as appeal
     from ruling_link l join ruled_text t on t.response_id = l.response_id and t.outcome is not null
     join response_ruling u on u.response_id = t.response_id and u.no = t.ruling
     join consultation c on c.id = t.consultation_id
     left join response_appeal a on a.response_id = t.response_id and a.question = t.question and a.block = t.block and a.part = t.part
     where l.token_hash = $1 and l.expires_at > waymark_now() order by t.question, t.block, t.part`,
    [sha256(token)],
  );
  const [first] = rows;
  if (first === undefined) throw new NotFound('This link');
  const { responseId, reference, consultation, title } = first;
  return { responseId, reference, consultation, title, rulings: rows };
}

/** A decision in words, as its sender reads it. */
export function rulingInWords({
  outcome,
  passages,
  ground,
}: Pick<OwnRuling, 'outcome' | 'passages' | 'ground'>): string {
  if (outcome === 'published') return 'We published your text as you sent it.';
  if (outcome === 'rejected') {
    return ground === null
      ? 'We did not publish your text.'
      : `We did not publish your text: ${grounds[ground].removed}.`;
  }
  const count = passages?.length ?? 0;
  const why = [...new Set((passages ?? []).map((passage) => grounds[passage.ground].removed))].join(', ');
  if (count === 0) return 'We published your text and left something out.';
  return `We published your text and left out ${count === 1 ? 'one passage' : `${count} passages`}: ${why}.`;
}
