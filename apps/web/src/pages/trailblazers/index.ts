import { ChairController } from './chair.controller';
import { InvitationsController } from './invitations.controller';
import { JoinController } from './join.controller';
import { MembersController } from './members.controller';
import { OrganisationsController } from './organisations.controller';
import { TrailblazersController } from './trailblazers.controller';

export { GroupPages } from './group.pages';

export const trailblazersControllers = [
  TrailblazersController,
  OrganisationsController,
  InvitationsController,
  MembersController,
  ChairController,
  JoinController,
];
