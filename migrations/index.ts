import { Ground1700000000001 } from './0001-ground';
import { Map1700000000002 } from './0002-map';
import { FirstLight1700000000008 } from './0008-first-light';
import { Proposals1700000000003 } from './0003-proposals';
import { Panels1700000000004 } from './0004-panels';
import { Consultations1700000000005 } from './0005-consultations';
import { Revisions1700000000006 } from './0006-revisions';
import { Notifications1700000000007 } from './0007-notifications';
import { ProposalOutcomes1700000000009 } from './0009-proposal-outcomes';
import { ApiKeys1700000000012 } from './0012-api-keys';
import { Soc1700000000010 } from './0010-soc';
import { Editions1700000000013 } from './0013-editions';
import { TLevelsAndFollowers1700000000011 } from './0011-t-levels-and-followers';
import { PanelMeetings1700000000014 } from './0014-panel-meetings';
import { KindsOfRequest1700000000023 } from './0023-kinds-of-request';
import { OfficerCheckAndPeerReview1700000000029 } from './0029-officer-check-and-peer-review';

/** Every migration, in order. One line each; once landed a line is never changed. */
export const migrations = [
  Ground1700000000001,
  Map1700000000002,
  Proposals1700000000003,
  Panels1700000000004,
  FirstLight1700000000008,
  Consultations1700000000005,
  Revisions1700000000006,
  Notifications1700000000007,
  ProposalOutcomes1700000000009,
  Editions1700000000013,
  TLevelsAndFollowers1700000000011,
  PanelMeetings1700000000014,
  Soc1700000000010,
  ApiKeys1700000000012,
  KindsOfRequest1700000000023,
  OfficerCheckAndPeerReview1700000000029,
];
