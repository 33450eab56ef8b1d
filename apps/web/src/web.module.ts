import { type Config, PlatformModule } from '@app/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { featureModules } from '../../features';
import { ApiAnswers, mapsApiControllers } from './api/v1';
import { AccessGuard } from './http/access';
import { ErrorPages } from './http/errors';
import { Metrics } from './http/metrics';
import { PublicPages } from './http/public-pages';
import { RateLimits } from './http/rate-limit';
import { Sessions } from './http/sessions';
import { accountsControllers, LocalSignIn, Places } from './pages/accounts';
import { auditControllers } from './pages/audit';
import { consultationsControllers } from './pages/consultations';
import { devControllers } from './pages/dev';
import { healthControllers } from './pages/health';
import { homeControllers } from './pages/home';
import { panelsControllers } from './pages/panels';
import { MapPages, mapsControllers, Surroundings } from './pages/maps';
import { metricsControllers } from './pages/metrics';
import { moderationControllers } from './pages/moderation';
import { notificationsControllers } from './pages/notifications';
import { peerReviewControllers } from './pages/peer-review';
import { placementControllers } from './pages/placement';
import { CasePages, proposalsControllers, RequestFacts } from './pages/proposals';
import { PeopleAndTimeline, RevisionPages, revisionsControllers } from './pages/revisions';
import { statusControllers } from './pages/status';
import { GroupPages, trailblazersControllers } from './pages/trailblazers';

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
        ...mapsApiControllers,
        ...auditControllers,
        ...consultationsControllers,
        ...moderationControllers,
        ...notificationsControllers,
        ...peerReviewControllers,
        ...proposalsControllers,
        ...placementControllers,
        ...revisionsControllers,
        ...statusControllers,
        ...trailblazersControllers,
        ...panelsControllers,
        ...(config.production ? [] : devControllers),
      ],
      providers: [
        Sessions,
        RateLimits,
        LocalSignIn,
        Places,
        PublicPages,
        Metrics,
        MapPages,
        ApiAnswers,
        Surroundings,
        CasePages,
        RequestFacts,
        GroupPages,
        RevisionPages,
        PeopleAndTimeline,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ErrorPages },
      ],
    };
  }
}
