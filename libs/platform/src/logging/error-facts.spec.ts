import { NotFound, Refused } from '@app/kernel';
import { factsOf, framesOf, inShort, lastSentence } from './error-facts';

/** What TypeORM throws: PostgreSQL's error with the statement, its parameters, the row, and more. */
function failed(more: object = {}): Error {
  const driverError = {
    code: '23514',
    detail: 'Failing row contains (secret).',
    where: 'secret',
    internalQuery: 'secret',
  };
  const error = new Error('new row for relation "person" violates a constraint\n    at secret (/secret.ts:1:1)');
  error.name = 'QueryFailedError';
  return Object.assign(error, { query: 'insert secret', parameters: ['secret'], driverError, ...driverError }, more);
}

describe('what is told of an error', () => {
  it('is its kind, its codes, what it happened to, and where in the code: never rows, parameters or messages', () => {
    const facts = factsOf(failed({ constraint: 'person_name_check', table: 'person', hint: 'secret' }));
    expect(facts).toMatchObject({
      type: 'QueryFailedError',
      code: '23514',
      constraint: 'person_name_check',
      table: 'person',
    });
    expect(facts.stack).toContain('error-facts.spec.ts');
    expect(JSON.stringify(facts)).not.toContain('secret');
  });

  it('goes on to what caused it, and not for ever', () => {
    const error = new Error('secret', { cause: failed() });
    expect(factsOf(error).cause).toMatchObject({ code: '23514' });
    const circle: Error & { cause?: unknown } = new Error('secret');
    circle.cause = circle;
    expect(JSON.stringify(factsOf(circle))).not.toContain('secret');
  });

  it('has the message of a mistake in the code, without what it quotes', () => {
    expect(factsOf(new TypeError("Cannot read properties of undefined (reading 'secret')")).message).toBe(
      'Cannot read properties of undefined (reading …)',
    );
    expect(factsOf(new SyntaxError('Unexpected token in "secret"')).message).toBeUndefined();
    expect(factsOf(Object.assign(new TypeError('secret'), { code: 'ERR_INVALID_ARG_TYPE' })).message).toBeUndefined();
    expect(factsOf('secret')).toEqual({ type: 'string' });
  });

  it('is short beside a row; what the rules refuse is in their own words', () => {
    expect(inShort(failed({ constraint: 'a_check', table: 'person' }))).toBe(
      'QueryFailedError 23514 (a_check of person)',
    );
    const mail = Object.assign(new Error('550 <secret@example.test> unknown'), {
      code: 'EENVELOPE',
      responseCode: 550,
    });
    expect(inShort(mail)).toBe('Error EENVELOPE 550');
    expect(inShort(new Refused([{ text: 'The edition has changed' }]))).toBe('The edition has changed');
    expect(inShort(new NotFound('This reaction'))).toBe('This reaction was not found');
  });

  it('ends a program with our own sentence, but not with that of the database', () => {
    expect(lastSentence(new Error('SESSION_SECRET is not set'))).toBe('SESSION_SECRET is not set');
    expect(lastSentence(failed())).toBe('QueryFailedError 23514');
    expect(lastSentence(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))).toContain(
      'connect',
    );
  });

  it('has no line of a message that looks like a place in the code', () => {
    const message = 'one\n    at two (/three.ts:1:1)';
    expect(framesOf(`Error: ${message}\n    at four (/five.ts:6:7)`, message)).toBe('    at four (/five.ts:6:7)');
  });
});
