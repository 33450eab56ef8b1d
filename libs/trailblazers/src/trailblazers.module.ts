import { AccountsModule } from '@app/accounts';
import { OccupationalMapModule } from '@app/occupational-map';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChairOffer } from './chair-offer.entity';
import { GroupInvitation } from './group-invitation.entity';
import { InvitationQueries } from './group-invitation.queries';
import { GroupInvitations } from './group-invitations.service';
import { GroupMembers } from './group-members.service';
import { GroupSeats } from './group-seats';
import { GroupsFromInterest } from './groups-from-interest';
import { Interest, InterestContact, InvitationToPropose } from './interest.entities';
import { InterestQueries } from './interest.queries';
import { InterestRegister } from './interest.service';
import { InvitationLinks } from './invitation-links';
import { OfficersGroups } from './officers-groups.service';
import { OrganisationNames } from './organisation-names.service';
import { TrailblazerGroup } from './trailblazer-group.entity';
import { TrailblazerOrganisation } from './trailblazer-organisation.entity';
import { TrailblazerSeat } from './trailblazer-seat.entity';
import { TrailblazersPersonalData } from './trailblazers.personal-data';
import { TrailblazerQueries } from './trailblazers.queries';
import { Trailblazers } from './trailblazers.service';
import { TrailblazersWaiting } from './trailblazers.waiting';

const entities = [
  TrailblazerGroup,
  TrailblazerOrganisation,
  TrailblazerSeat,
  GroupInvitation,
  ChairOffer,
  InvitationToPropose,
  Interest,
  InterestContact,
];
const verbs = [Trailblazers, GroupInvitations, GroupMembers, InterestRegister, GroupsFromInterest, OfficersGroups];
const queries = [TrailblazerQueries, InvitationQueries, InterestQueries];

/** Trailblazer groups, their people and organisations; the interest of employers, from which groups are started. */
@Module({
  imports: [AccountsModule, OccupationalMapModule, TypeOrmModule.forFeature(entities)],
  providers: [
    ...verbs,
    ...queries,
    GroupSeats,
    OrganisationNames,
    InvitationLinks,
    TrailblazersPersonalData,
    TrailblazersWaiting,
  ],
  exports: [...verbs, ...queries, InvitationLinks, OrganisationNames],
})
export class TrailblazersModule {}
