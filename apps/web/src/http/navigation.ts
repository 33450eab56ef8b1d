import { type Actor, holds, paths, type Role } from '@app/kernel';

type Entry = { text: string; href: string; roles: readonly Role[] | 'anyone' };

const entries: readonly Entry[] = [
  { text: 'Waiting for me', href: paths.dashboard(), roles: 'anyone' },
  { text: 'Proposals', href: paths.proposals(), roles: ['group-chair', 'group-member', 'product-manager'] },
  { text: 'Trailblazer groups', href: paths.trailblazers(), roles: ['group-chair', 'group-member', 'product-manager'] },
  { text: 'Suggestions', href: paths.suggestions(), roles: ['product-manager'] },
  { text: 'Not found', href: paths.unfound(), roles: ['product-manager', 'administrator'] },
  { text: 'Consultations', href: paths.consultationDrafts(), roles: ['product-manager', 'administrator'] },
  { text: 'Cycles', href: paths.cycles(), roles: ['product-manager', 'administrator'] },
  {
    text: 'Panels',
    href: paths.panels(),
    roles: [
      'panel-chair',
      'panel-member',
      'panel-secretary',
      'committee-member',
      'committee-secretary',
      'administrator',
    ],
  },
  { text: 'Moderation', href: paths.moderation(), roles: ['moderator'] },
  { text: 'Revisions', href: paths.revisions(), roles: ['administrator'] },
  { text: 'People', href: paths.people(), roles: ['administrator'] },
  { text: 'Personal data', href: paths.personalData(), roles: ['administrator'] },
  { text: 'Who decides', href: paths.deciders(), roles: ['administrator'] },
  { text: 'Audit trail', href: paths.audit(), roles: ['administrator'] },
  { text: 'Security', href: paths.security(), roles: ['administrator'] },
  { text: 'Status', href: paths.status(), roles: ['administrator'] },
  { text: 'Messages', href: paths.messages(), roles: ['administrator'] },
  { text: 'Maps', href: paths.maps(), roles: 'anyone' },
  { text: 'Your account', href: paths.account(), roles: 'anyone' },
];

/** The service navigation of a signed-in person: what their roles can use, the page they are on marked. */
export function navigationFor(actor: Actor, path: string): { text: string; href: string; active: boolean }[] {
  return entries
    .filter(({ roles }) => roles === 'anyone' || holds(actor, roles))
    .map(({ text, href }) => ({ text, href, active: path === href || path.startsWith(`${href}/`) }));
}
