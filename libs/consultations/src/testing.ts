import { type Actor, newId } from '@app/kernel';
import type { Draft } from './domain';
import type { Preparation, Preparing } from './preparing.service';

/** A consultation to announce: until when at least, and of the rest what matters to the test. */
export type Asking = Partial<Omit<Draft, 'subjects' | 'closesAt' | 'opensAt'>> & {
  subjects: Preparation['subjects'];
  closesAt: Date;
  opensAt?: Date;
};

/** A reason against every principle that can be overridden: what a test is about is seldom one of them. */
const overridden = Object.fromEntries(
  ['duration', 'holidays', 'election', 'overlap', 'questions', 'privacy'].map((key) => [
    key,
    { why: 'It is a test', by: 'A tester', at: '2026-01-01T00:00:00.000Z' },
  ]),
);

/** Prepares a consultation, has a second person agree to it, and so announces it. @returns its reference */
export async function anAnnounced(
  preparing: Preparing,
  { officer, second }: { officer: Actor; second: Actor },
  { subjects, closesAt, opensAt, ...asking }: Asking,
): Promise<string> {
  const { title = 'What do you think?', template = 'proposal' } = asking;
  const id = await preparing.prepare(officer, { template, title, subjects, key: newId() });
  const version = await preparing.change(officer, id, 1, (content) => ({
    ...content,
    introduction: 'We ask whether this is one job, and nothing is decided yet.',
    audience: 'Employers and people who do this job.',
    whyThisLong: 'It is long enough to ask those who do it.',
    formats: 'By post to the Institute.',
    commentsAppear: 'at-once',
    overridden,
    ...asking,
    opensAt: opensAt?.toISOString() ?? null,
    closesAt: closesAt.toISOString(),
  }));
  await preparing.ask(officer, id, version, second.id ?? '');
  return preparing.agree(second, id, version);
}
