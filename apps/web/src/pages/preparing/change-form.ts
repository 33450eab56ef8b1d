import type { ConsultationForm, Preparing } from '@app/consultations';
import { type Actor, paths } from '@app/kernel';
import { type Answer, redirect } from '../../http/answers';
import { idOf } from '../../http/fields';

/** Changes what a draft asks, and goes back to its page. `seen`: the version that was read. */
export async function changeForm(
  preparing: Preparing,
  actor: Actor,
  { id, seen }: { id: string; seen: number },
  does: (form: ConsultationForm) => ConsultationForm,
): Promise<Answer> {
  await preparing.change(actor, idOf(id), seen, (content) => ({ ...content, form: does(content.form) }));
  return redirect(paths.consultationDraft(id));
}
