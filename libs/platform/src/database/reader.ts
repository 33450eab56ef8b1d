import { NotFound, sha256 } from '@app/kernel';
import type { EntityManager, EntityTarget, FindOneOptions, FindOptionsWhere, ObjectLiteral } from 'typeorm';

/** An entity class of ours: plain, with an id that the code makes. */
export type EntityClass<E extends ObjectLiteral> = (new () => E) & EntityTarget<E>;

/** "OccupationProposal" reads as "occupation proposal" in a not-found page. */
function wordsOf(entity: { name: string }): string {
  return entity.name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** The names by which connections know the statements that they have planned. */
const names = new Map<string, string>();

function nameOf(sql: string): string {
  const name = names.get(sql) ?? sha256(sql).slice(0, 40);
  names.set(sql, name);
  return name;
}

/** The reading door to the database: rows by SQL for lists, entities for the thing itself. */
export class Reader {
  constructor(protected readonly manager: EntityManager) {}

  /** The rows of a query, as they come: name the columns in the query (`as "publishedAt"`). */
  async rows<T>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    return this.manager.query<T[]>(sql, [...params]);
  }

  /**
   * The same for a statement that very many requests make: a connection reads and plans it once, which costs more than
   * the work of a short one. For constant texts only, since a connection keeps each.
   */
  async prepared<T>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    // TypeORM hands on to pg what it is given, and knows only the text of it.
    const statement = { name: nameOf(sql), text: sql } as unknown as string;
    return this.manager.query<T[]>(statement, [...params]);
  }

  /** The first row of a query, or null. */
  async one<T>(sql: string, params: readonly unknown[] = []): Promise<T | null> {
    return (await this.rows<T>(sql, params))[0] ?? null;
  }

  /** The entities that match. */
  async find<E extends ObjectLiteral>(entity: EntityClass<E>, where: FindOptionsWhere<E>): Promise<E[]> {
    return this.manager.find(entity, { where });
  }

  /** The entity of that id. @throws NotFound */
  async get<E extends ObjectLiteral & { id: string }>(entity: EntityClass<E>, id: string): Promise<E> {
    return this.found(entity, id);
  }

  /** The one clock: the database's, plus the demo's offset outside production. */
  async now(): Promise<Date> {
    const row = await this.one<{ now: Date }>('select waymark_now() as now');
    if (row === null) throw new Error('The database told no time');
    return row.now;
  }

  /** What waits for a lock reads the row as whoever held it left it. */
  protected async found<E extends ObjectLiteral & { id: string }>(
    entity: EntityClass<E>,
    id: string,
    lock?: FindOneOptions<E>['lock'],
  ): Promise<E> {
    const found = await this.manager.findOne(entity, { where: { id } as FindOptionsWhere<E>, lock });
    if (found === null) throw new NotFound(`This ${wordsOf(entity)}`);
    return found;
  }
}
