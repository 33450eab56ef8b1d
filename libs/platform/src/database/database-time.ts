import { Column } from 'typeorm';

/**
 * A time that counts in law: the database sets it from `waymark_now()` (migration 0045), whatever is given. A new row
 * leaves it out; a step that comes later says `await tx.now()`. What was stored is on the entity afterwards.
 */
export function DatabaseTime({ nullable = false }: { nullable?: boolean } = {}): PropertyDecorator {
  // TypeORM reads back, with RETURNING, what it takes for an expression of the database.
  return Column({
    type: 'timestamptz',
    precision: 3,
    nullable,
    asExpression: 'waymark_now()',
    generatedType: 'STORED',
  });
}
