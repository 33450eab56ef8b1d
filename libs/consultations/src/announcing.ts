import { type Actor, hashOf, refuse } from '@app/kernel';
import type { Tx } from '@app/platform';
import {
  Consultation,
  ConsultationDeadline,
  type ConsultationDraft,
  ConsultationFormVersion,
  ConsultationSubject,
} from './consultation.entities';

/** Writes the consultation that a draft becomes: itself, its subjects, version 1 of its form, its first deadline. */
export async function announce(tx: Tx, actor: Actor, draft: ConsultationDraft) {
  const { content } = draft;
  const [first] = content.subjects;
  if (first === undefined || content.closesAt === null) return refuse('Say what is asked about, and until when');
  const now = await tx.now();
  const alone = content.subjects.length === 1 && (first.kind === 'proposal' || first.kind === 'retirement');
  const row = await tx.one<{ no: number }>(`select nextval('consultation_reference')::int as no`);
  const { title, introduction, template, audience, whyThisLong, formats, commentsAppear, overridden } = content;
  const described = { title, introduction, template, audience, whyThisLong, formats, commentsAppear, overridden };
  const consultation = Object.assign(new Consultation(), described, {
    reference: `C${String(row?.no ?? 0).padStart(4, '0')}`,
    subjectKind: alone ? 'proposal' : 'several',
    subjectId: alone ? first.ref : null,
    subjectVersionId: alone ? first.version : null,
    proposed: first.shown,
    opensAt: content.opensAt === null ? now : new Date(content.opensAt),
    closesAt: new Date(content.closesAt),
    createdBy: draft.askedBy ?? draft.createdBy,
    creationKey: draft.creationKey,
    asksEquality: content.equality === true,
    privacy: content.privacy ?? null,
    draftId: draft.id,
    agreedBy: actor.id,
  });
  await tx.insert(consultation);
  const { id: consultationId, reference, createdBy, opensAt, closesAt } = consultation;
  for (const [at, subject] of content.subjects.entries()) {
    await tx.insert(Object.assign(new ConsultationSubject(), subject, { consultationId, no: at + 1 }));
  }
  await tx.insert(
    Object.assign(new ConsultationFormVersion(), {
      consultationId,
      version: 1,
      form: content.form,
      why: '',
      madeBy: createdBy,
    }),
  );
  await tx.insert(
    Object.assign(new ConsultationDeadline(), { consultationId, no: 1, closesAt, why: '', setBy: createdBy }),
  );
  const facts = {
    reference,
    title,
    subjects: content.subjects.map(({ kind, ref, title: name, version }) => ({ kind, ref, title: name, version })),
    shownHash: hashOf(content.subjects.map(({ shown }) => shown)),
    formHash: hashOf(content.form),
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
  };
  return { consultation, facts };
}
