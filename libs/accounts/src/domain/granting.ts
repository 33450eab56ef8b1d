import { type Actor, isDeciding, type Reason, type Role } from '@app/kernel';

/**
 * Why this grant is not given, if so: nobody grants themselves a role that decides. The system does, at the first start.
 * @param field the form's field that names the role or the person
 */
export function ownGrantProblems(actor: Actor, given: { personId: string; role: Role }, field = 'role'): Reason[] {
  if (actor.id !== given.personId || !isDeciding(given.role)) return [];
  return [{ field, text: 'You cannot give yourself a role that decides: another administrator does' }];
}
