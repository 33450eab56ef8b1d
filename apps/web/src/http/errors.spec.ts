import { Forbidden, NotFound, paths, Refused, Stale } from '@app/kernel';
import { FilesUnavailable } from '@app/platform';
import { ServiceUnavailableException } from '@nestjs/common';
import { describeError } from './errors';
import { TooMany } from './rate-limit';

const statusOf = (error: unknown): number => describeError(error).status;
const coded = (code: string): Error => Object.assign(new Error('a secret of ours'), { code });

describe('an error as a page', () => {
  it('has the status of what went wrong', () => {
    expect(statusOf(new NotFound('This proposal'))).toBe(404);
    expect(statusOf(new Forbidden('Only its chair may do this'))).toBe(403);
    expect(statusOf(new Stale('Somebody saved it meanwhile'))).toBe(409);
    expect(statusOf(new Refused([{ text: 'Enter a title' }]))).toBe(422);
    expect(statusOf(new Error('something else'))).toBe(500);
  });

  it('is "unavailable" while the database is away or the service says so', () => {
    for (const code of ['ECONNREFUSED', '57P01', '57P03', '53300']) expect(statusOf(coded(code))).toBe(503);
    expect(statusOf(new ServiceUnavailableException('The database does not answer'))).toBe(503);
    const { text, works, headers } = describeError(coded('ECONNREFUSED'));
    expect(text.join(' ')).toContain('Our database does not answer');
    expect([works?.map(({ href }) => href), headers]).toEqual([[paths.apiDocs()], { 'retry-after': '60' }]);
  });

  it('is "unavailable" for a file whose store is away, and tells nothing of it', () => {
    const shown = describeError(new FilesUnavailable('403 a secret of ours'));
    expect(shown).toMatchObject({ status: 503, title: 'Sorry, files are unavailable' });
    expect(JSON.stringify(shown)).not.toContain('secret');
  });

  it('blames the request for what PostgreSQL cannot read', () => {
    expect(statusOf(coded('22P02'))).toBe(404);
    expect(statusOf(coded('22021'))).toBe(400);
  });

  it('says when to come back after too many tries', () => {
    expect(describeError(new TooMany(61))).toMatchObject({
      headers: { 'retry-after': '61' },
      text: ['Wait 2 minutes, then try again.'],
    });
    expect(describeError(new TooMany(60)).text).toEqual(['Wait 1 minute, then try again.']);
    expect(describeError(new TooMany(20)).text).toEqual(['Wait 20 seconds, then try again.']);
    expect(describeError(new TooMany(1)).text).toEqual(['Wait 1 second, then try again.']);
  });

  it('tells nothing of what is inside', () => {
    for (const error of [
      coded('XX000'),
      coded('ECONNREFUSED'),
      new TypeError('a secret of ours'),
      'a secret of ours',
    ]) {
      expect(JSON.stringify(describeError(error))).not.toContain('secret');
    }
  });
});
