export {
  type EmployerDetails,
  employerSchema,
  type EmployerSize,
  employerSizes,
  type OrganisationDetails,
  organisationKinds,
  organisationKindWords,
  organisationSchema,
  reflectiveness,
} from './domain/organisation';
export {
  chairOfferAnswered,
  chairOffered,
  employerAdded,
  employerRemoved,
  groupFormed,
  groupSupportChanged,
  interestRegistered,
  invitationAccepted,
  invitationSent,
  memberAppointed,
  memberLeft,
  memberRemoved,
  requestTakenOver,
} from './domain/events';
export { type GroupGround, groundInWords, groundWords, groupGrounds, type WithoutGroup } from './domain/ground';
export {
  type InterestAbout,
  type InterestKind,
  interestKinds,
  type InterestOrder,
  interestSchema,
} from './domain/interest';
export { groupActions, type GroupAction, groupLifecycle, type GroupState } from './domain/lifecycle';
export { isOwner, ownersTold } from './domain/membership';
export { trailblazerPolicy } from './domain/policy';
export { InvitationQueries, type InvitationView } from './group-invitation.queries';
export { GroupInvitations, type InvitationOrder } from './group-invitations.service';
export { GroupMembers } from './group-members.service';
export { GroupsFromInterest, type StartOrder } from './groups-from-interest';
export {
  type InterestCount,
  InterestQueries,
  type InterestRow,
  type InterestSubject,
  type InvitationRow,
} from './interest.queries';
export { InterestRegister, type InvitationToProposeOrder } from './interest.service';
export { InvitationLinks } from './invitation-links';
export { OfficersGroups } from './officers-groups.service';
export { OrganisationNames } from './organisation-names.service';
export {
  type EmployerRow,
  type GroupInvitationRow,
  type GroupPage,
  type GroupPerson,
  type GroupRow,
  TrailblazerQueries,
} from './trailblazers.queries';
export { Trailblazers } from './trailblazers.service';
export { TrailblazersModule } from './trailblazers.module';
