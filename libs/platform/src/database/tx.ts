import { type Actor, NotFound } from '@app/kernel';
import type { EntityManager, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { dataOf, type NewEvent, splitPersonal } from '../events/define-event';
import type { RecordedEvent, Reactions } from '../events/reactions';
import { requestUnderWay } from '../events/request-id';
import type { logSecurity } from '../logging/security-log';
import { type EntityClass, Reader } from './reader';

const recordSql = `
  with personal as (
    insert into event_personal (id, salt, data)
    select $8::uuid, $9::text, $10::jsonb where $8::uuid is not null
  ), numbered as materialized (
    select next_subject_no($6, $7::uuid) as no
  ), recorded as (
    insert into event (actor_kind, actor_id, actor_name, type, version, subject_kind, subject_id, subject_no, content, personal_id, request_id)
    select $1, $2::uuid, $3, $4, $5, $6, $7::uuid, no, $11, $8::uuid, $13::uuid from numbered
    returning seq, at, subject_no
  ), queued as (
    insert into outbox (id, event_seq, reaction, urgent)
    select gen_random_uuid(), recorded.seq, name, urgent from recorded, unnest($12::text[], $14::boolean[]) as t(name, urgent)
  )
  select seq, at, subject_no as "subjectNo" from recorded`;

/** An open transaction: everything that a verb does to the database goes through it. */
export class Tx extends Reader {
  /** What is said in the log once this is committed. */
  readonly logged: Parameters<typeof logSecurity>[] = [];
  /** Whether something follows from it: then the workers are told once it is committed. */
  isFollowed = false;

  constructor(
    manager: EntityManager,
    private readonly reactions: Reactions,
  ) {
    super(manager);
  }

  /** Locks the row until the transaction ends (SELECT ... FOR UPDATE) and reads it. @throws NotFound */
  async lock<E extends ObjectLiteral & { id: string }>(entity: EntityClass<E>, id: string): Promise<E> {
    return this.found(entity, id, { mode: 'pessimistic_write' });
  }

  /** Locks and reads the one row that matches. @throws NotFound */
  async lockBy<E extends ObjectLiteral & { id: string }>(
    entity: EntityClass<E>,
    where: FindOptionsWhere<E>,
  ): Promise<E> {
    const [found] = await this.find(entity, where);
    if (found === undefined) throw new NotFound('What you are looking for');
    return this.lock(entity, found.id);
  }

  /** Inserts a new row; a second one with the same key is an error, never an update. */
  async insert<E extends ObjectLiteral>(entity: E): Promise<E> {
    await this.manager.insert(entity.constructor, entity);
    return entity;
  }

  /** Stores what changed on an entity that this transaction has locked. */
  async save<E extends ObjectLiteral>(entity: E): Promise<E> {
    return this.manager.save(entity);
  }

  /**
   * Writes the audit event, its personal part and one outbox row per reaction, with the change itself.
   * The event's number within its subject is gapless: `next_subject_no` holds the subject until the commit, and comes
   * first, so that `seq` and `at` of the events of a subject go up with it.
   */
  async record<D extends object>(actor: Actor, event: NewEvent<D>): Promise<RecordedEvent<D>> {
    const { definition, subjectId } = event;
    const { content, personal } = splitPersonal(event as unknown as NewEvent);
    const reactions = this.reactions.to(definition.type);
    const [row] = await this.prepared<{ seq: string; at: Date; subjectNo: number }>(recordSql, [
      actor.kind,
      actor.id,
      actor.kind === 'system' ? actor.name : null,
      definition.type,
      definition.version,
      definition.subject,
      subjectId,
      personal?.id ?? null,
      personal?.salt ?? null,
      personal === null ? null : JSON.stringify(personal.data),
      content,
      reactions.map(({ name }) => name),
      requestUnderWay(),
      reactions.map(({ isUrgent }) => isUrgent),
    ]);
    if (row === undefined) throw new Error(`The event ${definition.type} was not recorded`);
    this.isFollowed ||= reactions.length > 0;
    if (definition.security !== undefined)
      this.logged.push([definition.type, { seq: row.seq, subjectId, actorId: actor.id }]);
    return {
      ...row,
      type: definition.type,
      subjectKind: definition.subject,
      subjectId,
      actorKind: actor.kind,
      actorId: actor.id,
      data: dataOf({ type: definition.type, version: definition.version, content }, personal?.data ?? null) as D,
    };
  }

  /** Runs `work` in a savepoint: what it throws is undone to here, and the transaction stays usable. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const before = this.logged.length;
    await this.rows('savepoint attempt');
    try {
      const result = await work();
      await this.rows('release savepoint attempt');
      return result;
    } catch (error) {
      await this.rows('rollback to savepoint attempt');
      this.logged.length = before;
      throw error;
    }
  }
}
