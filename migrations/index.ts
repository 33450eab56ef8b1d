import { Ground1700000000001 } from './0001-ground';
import { Map1700000000002 } from './0002-map';
import { Proposals1700000000003 } from './0003-proposals';
import { Panels1700000000004 } from './0004-panels';
import { Consultations1700000000005 } from './0005-consultations';
import { Revisions1700000000006 } from './0006-revisions';
import { Notifications1700000000007 } from './0007-notifications';
import { FirstLight1700000000008 } from './0008-first-light';
import { ProposalOutcomes1700000000009 } from './0009-proposal-outcomes';
import { Soc1700000000010 } from './0010-soc';
import { TLevelsAndFollowers1700000000011 } from './0011-t-levels-and-followers';
import { ApiKeys1700000000012 } from './0012-api-keys';
import { Editions1700000000013 } from './0013-editions';
import { PanelMeetings1700000000014 } from './0014-panel-meetings';
import { GroupsAndInterest1700000000020 } from './0020-groups-and-interest';
import { Meetings1700000000021 } from './0021-meetings';
import { Decisions1700000000022 } from './0022-decisions';
import { KindsOfRequest1700000000023 } from './0023-kinds-of-request';
import { Cycles1700000000024 } from './0024-cycles';
import { Suggestions1700000000025 } from './0025-suggestions';
import { EvidenceFiles1700000000026 } from './0026-evidence-files';
import { MatchAnswers1700000000028 } from './0028-match-answers';
import { OfficerCheckAndPeerReview1700000000029 } from './0029-officer-check-and-peer-review';
import { Recusals1700000000030 } from './0030-recusals';
import { FollowedProposals1700000000031 } from './0031-followed-proposals';
import { Dispensations1700000000033 } from './0033-dispensations';
import { PanelsOfAMove1700000000035 } from './0035-panels-of-a-move';
import { ReviewsHoldTheMap1700000000036 } from './0036-reviews-hold-the-map';
import { NormalEmail1700000000037 } from './0037-normal-email';
import { SecurityTrail1700000000038 } from './0038-security-trail';
import { OneStage1700000000039 } from './0039-one-stage';
import { OrganisationNames1700000000040 } from './0040-organisation-names';
import { LawInTheDatabase1700000000045 } from './0045-law-in-the-database';
import { AuthorityIsARow1700000000047 } from './0047-authority-is-a-row';
import { RowsOfAuthority1700000000046 } from './0046-rows-of-authority';
import { WhoDecides1700000000048 } from './0048-who-decides';
import { WithoutAGroup1700000000049 } from './0049-without-a-group';
import { SealedForms1700000000050 } from './0050-sealed-forms';
import { PlansOfAPublication1700000000051 } from './0051-plans-of-a-publication';
import { Consultations1700000000052 } from './0052-consultations';
import { Unfound1700000000053 } from './0053-unfound';
import { WhatGoesFirst1700000000054 } from './0054-what-goes-first';
import { ErasedInvitations1700000000055 } from './0055-erased-invitations';
import { Outreach1700000000056 } from './0056-outreach';
import { Preparing1700000000057 } from './0057-preparing';
import { Moderation1700000000058 } from './0058-moderation';
import { OtherFormats1700000000059 } from './0059-other-formats';
import { WhatCounts1700000000060 } from './0060-what-counts';

/** Every migration, in order. One line each; once landed a line is never changed. */
export const migrations = [
  Ground1700000000001,
  Map1700000000002,
  Proposals1700000000003,
  Panels1700000000004,
  Consultations1700000000005,
  Revisions1700000000006,
  Notifications1700000000007,
  FirstLight1700000000008,
  ProposalOutcomes1700000000009,
  Soc1700000000010,
  TLevelsAndFollowers1700000000011,
  ApiKeys1700000000012,
  Editions1700000000013,
  PanelMeetings1700000000014,
  GroupsAndInterest1700000000020,
  Meetings1700000000021,
  Decisions1700000000022,
  KindsOfRequest1700000000023,
  Cycles1700000000024,
  Suggestions1700000000025,
  EvidenceFiles1700000000026,
  MatchAnswers1700000000028,
  OfficerCheckAndPeerReview1700000000029,
  Recusals1700000000030,
  FollowedProposals1700000000031,
  Dispensations1700000000033,
  PanelsOfAMove1700000000035,
  ReviewsHoldTheMap1700000000036,
  NormalEmail1700000000037,
  SecurityTrail1700000000038,
  OneStage1700000000039,
  OrganisationNames1700000000040,
  LawInTheDatabase1700000000045,
  RowsOfAuthority1700000000046,
  AuthorityIsARow1700000000047,
  WhoDecides1700000000048,
  WithoutAGroup1700000000049,
  SealedForms1700000000050,
  PlansOfAPublication1700000000051,
  Consultations1700000000052,
  Unfound1700000000053,
  WhatGoesFirst1700000000054,
  ErasedInvitations1700000000055,
  Outreach1700000000056,
  Preparing1700000000057,
  Moderation1700000000058,
  OtherFormats1700000000059,
  WhatCounts1700000000060,
];
