import { londonDate, type Reason } from '@app/kernel';

/** What is recorded of a workshop or a meeting: read beside responses, never counted with them. */
export type Evidence = {
  title: string;
  heldOn: string;
  organisations: string[];
  people: number;
  notes: string;
  /** Whether those present agreed that it is said that it took place. */
  mayPublish: boolean;
};

/** What keeps it from being recorded, or corrected from the version that was read. */
export function evidenceGaps(evidence: Evidence, why: string, version: number, now: Date): Reason[] {
  return [
    ...(evidence.heldOn > londonDate(now) ? [{ field: 'heldOn', text: 'The day must not be in the future' }] : []),
    ...(version > 0 && why === '' ? [{ field: 'why', text: 'Enter why it is corrected' }] : []),
  ];
}
