import {
  dueBy,
  heldRows,
  PersonalDataHolder,
  PersonalDataHolders,
  type PersonalKind,
  spellingsIn,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Suggestions } from './suggestions.service';

const suggester: Omit<PersonalKind, 'erase'> = {
  key: 'suggester',
  what: 'The name and the address of who suggested a change',
  whose: 'Whoever suggests a change',
  why: 'So that they are told what became of it',
  basis: 'public-task',
  seenBy: 'Officers',
  kept: { days: 730, after: 'the suggestion came' },
  columns: ['suggester.name', 'suggester.email'],
  held: async (reader, { address }) =>
    heldRows(
      reader,
      `select w.suggestion_id as id, s.reference, w.name, w.email, s.received_at as "receivedAt", s.occupation_reference as about,
              s.requester, s.change, s.why, s.evidence
       from suggester w join suggestion s on s.id = w.suggestion_id where w.email = any($1) order by s.received_at, s.id`,
      [await spellingsIn(reader, ['suggester', 'email'], address)],
    ),
  due: dueBy(`select w.suggestion_id as id from suggester w join suggestion s on s.id = w.suggestion_id
    where s.received_at < $1 order by s.received_at limit $2`),
};

const suggestion: PersonalKind = {
  key: 'suggestion',
  what: 'What was suggested, in the words of who did',
  whose: 'Whoever suggests a change',
  why: 'So that the maps can be changed for a reason that can be read',
  basis: 'public-task',
  seenBy: 'Officers; a summary of theirs, everybody',
  kept: { record: 'The suggestion stays, without who made it' },
  columns: ['suggestion.change', 'suggestion.why', 'suggestion.evidence', 'suggestion.requester'],
  held: (reader, { address }) =>
    heldRows(
      reader,
      `select id, reference, change, why, evidence, received_at as "receivedAt" from suggestion
       where strpos(lower(change || ' ' || why || ' ' || evidence), $1) > 0 order by received_at, id`,
      [address],
    ),
  erase: null,
  due: null,
};

/** The personal data of suggestions: who made them stands apart, and goes. */
@Injectable()
export class SuggestionsPersonalData extends PersonalDataHolder {
  readonly name = 'suggestions';
  readonly kinds: readonly PersonalKind[];

  constructor(holders: PersonalDataHolders, suggestions: Suggestions) {
    super(holders);
    const erase: PersonalKind['erase'] = async (tx, actor, ids) => {
      for (const id of ids) await suggestions.eraseSuggester(tx, actor, id);
    };
    this.kinds = [{ ...suggester, erase }, suggestion];
  }
}
