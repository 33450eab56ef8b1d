import { type Config, PlatformModule } from '@app/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { featureModules } from '../../features';
import { ApiInMemory } from './api/in-memory';
import { ApiAnswers, KeyCheck, mapsApiControllers } from './api/v1';
import { OpenDataAnswers, openDataControllers } from './api/v2';
import { AccessGuard } from './http/access';
import { ErrorPages } from './http/errors';
import { Metrics } from './http/metrics';
import { PublicPages } from './http/public-pages';
import { RateLimits } from './http/rate-limit';
import { KeptForms } from './http/kept-forms';
import { Sessions } from './http/sessions';
import { TakenFiles } from './http/taken-files';
import { accountsControllers, LocalSignIn, Places, SignInTries } from './pages/accounts';
import { apiDocsControllers } from './pages/api-docs';
import { auditControllers } from './pages/audit';
import { compareControllers } from './pages/compare';
import { outreachControllers } from './pages/outreach';
import { preparingControllers, preparingProviders } from './pages/preparing';
import { respondControllers, respondProviders } from './pages/respond';
import { consultationsControllers, consultationsProviders } from './pages/consultations';
import { cyclesControllers } from './pages/cycles';
import { devControllers } from './pages/dev';
import { healthControllers } from './pages/health';
import { homeControllers } from './pages/home';
import { interestControllers } from './pages/interest';
import { BallotPages, panelsControllers } from './pages/panels';
import {
  AheadOfMaps,
  ChangesOfMap,
  EditionFiles,
  MapPages,
  mapsControllers,
  PanelsAround,
  SiteThings,
  Surroundings,
} from './pages/maps';
import { MeetingPages, meetingsControllers } from './pages/meetings';
import { decisionsControllers } from './pages/decisions';
import { directionsControllers } from './pages/directions';
import { decidersControllers } from './pages/deciders';
import { dispensationsControllers } from './pages/dispensations';
import { metricsControllers } from './pages/metrics';
import { moderationControllers } from './pages/moderation';
import { notificationsControllers } from './pages/notifications';
import { peerReviewControllers } from './pages/peer-review';
import { personalDataControllers } from './pages/personal-data';
import { placementControllers } from './pages/placement';
import {
  AroundCase,
  CasePages,
  DraftPages,
  proposalsControllers,
  Readiness,
  RequestFacts,
  RequestSubjects,
  SubmittedVersions,
  ShownProposal,
  TaskPages,
} from './pages/proposals';
import { PeopleAndTimeline, RevisionPages, revisionsControllers } from './pages/revisions';
import { securityControllers } from './pages/security';
import { routePanelsControllers } from './pages/route-panels';
import { Machinery, statusControllers } from './pages/status';
import { suggestionsControllers } from './pages/suggestions';
import { GroupPages, trailblazersControllers } from './pages/trailblazers';
import { unfoundControllers } from './pages/unfound';

/** The web site: its pages by area, over the feature libs. */
@Module({})
export class WebModule {
  static with(config: Config & { databaseUrl: string }): DynamicModule {
    return {
      module: WebModule,
      imports: [PlatformModule.with(config), ...featureModules],
      controllers: [
        ...homeControllers,
        ...accountsControllers,
        ...healthControllers,
        ...metricsControllers,
        ...mapsControllers,
        ...compareControllers,
        ...mapsApiControllers,
        ...openDataControllers,
        ...apiDocsControllers,
        ...auditControllers,
        ...securityControllers,
        ...consultationsControllers,
        ...outreachControllers,
        ...preparingControllers,
        ...respondControllers,
        ...cyclesControllers,
        ...moderationControllers,
        ...notificationsControllers,
        ...peerReviewControllers,
        ...personalDataControllers,
        ...proposalsControllers,
        ...placementControllers,
        ...revisionsControllers,
        ...statusControllers,
        ...suggestionsControllers,
        ...trailblazersControllers,
        ...interestControllers,
        ...panelsControllers,
        ...meetingsControllers,
        ...routePanelsControllers,
        ...decisionsControllers,
        ...directionsControllers,
        ...decidersControllers,
        ...dispensationsControllers,
        ...unfoundControllers,
        ...(config.production ? [] : devControllers),
      ],
      providers: [
        KeptForms,
        Sessions,
        TakenFiles,
        RateLimits,
        LocalSignIn,
        SignInTries,
        Places,
        PublicPages,
        Metrics,
        MapPages,
        EditionFiles,
        ApiAnswers,
        ApiInMemory,
        KeyCheck,
        OpenDataAnswers,
        AheadOfMaps,
        ChangesOfMap,
        PanelsAround,
        Surroundings,
        SiteThings,
        AroundCase,
        CasePages,
        DraftPages,
        RequestFacts,
        RequestSubjects,
        Readiness,
        SubmittedVersions,
        ShownProposal,
        TaskPages,
        BallotPages,
        GroupPages,
        MeetingPages,
        RevisionPages,
        Machinery,
        PeopleAndTimeline,
        ...preparingProviders,
        ...consultationsProviders,
        ...respondProviders,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ErrorPages },
      ],
    };
  }
}
