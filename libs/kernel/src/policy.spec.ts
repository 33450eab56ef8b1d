import type { Actor } from './actor';
import { Forbidden, NotFound } from './errors';
import { may, permit, type Policy } from './policy';

const policy: Policy<'see' | 'change', { owner: string; known: boolean }> = {
  see: { roles: 'anyone', when: notOwner, hides: (actor, thing) => !thing.known && notOwner(actor, thing) !== null },
  change: { roles: ['group-chair'], when: notOwner },
};

function notOwner(actor: Actor, { owner }: { owner: string }): string | null {
  return actor.id === owner ? null : 'Only its owner does this';
}

const who = (id: string, role: 'group-chair' | 'moderator'): Actor => ({
  kind: 'person',
  id,
  name: id,
  grants: [{ role, scope: null }],
});

describe('permission', () => {
  const own = { owner: 'a', known: false };

  it('is refused with the reason where one may know of the thing', () => {
    expect(() => permit(policy, who('b', 'group-chair'), 'change', { ...own, known: true })).toThrow(Forbidden);
    expect(() => permit(policy, who('a', 'moderator'), 'change', own)).toThrow(Forbidden);
  });

  it('is answered as if there were nothing where one may not know of it, whatever one wants to do', () => {
    for (const role of ['group-chair', 'moderator'] as const) {
      for (const action of ['see', 'change'] as const) {
        expect(() => permit(policy, who('b', role), action, own)).toThrow(NotFound);
        expect(may(policy, who('b', role), action, own)).toBe(false);
      }
    }
  });

  it('is given to who may do it', () => {
    expect(() => permit(policy, who('a', 'group-chair'), 'change', own)).not.toThrow();
  });
});
