import { AllRoutesController } from '../all-routes/all-routes.controller';
import { MyMapController } from '../my-map/my-map.controller';
import { WhereController } from '../where/where.controller';
import { AboutController } from '../about/about.controller';
import { MapChangesController } from '../map-changes/map-changes.controller';
import { OccupationsController } from '../occupations/occupations.controller';
import { ScheduledController } from '../map-changes/scheduled.controller';
import { EditionFiles } from '../open-data/edition-files';
import { OpenDataController } from '../open-data/open-data.controller';
import { SearchController } from '../search/search.controller';
import { SuggestionsWhileTypingController } from '../search/suggestions.controller';
import { SocCodesController } from '../soc-codes/soc-codes.controller';
import { FollowController } from '../follow/follow.controller';
import { FollowLinksController } from '../follow/follow-links.controller';
import { FollowsController } from '../follow/follows.controller';
import { TLevelsController } from '../t-levels/t-levels.controller';
import { MapsController } from './maps.controller';

export { EditionFiles };
export { AheadOfMaps, PanelsAround } from './around';
export { ChangesOfMap } from './map-authority';
export { MapPages } from './map-pages';
export { SiteThings } from '../search/site.things';
export { Surroundings } from './surroundings';

/** Everything that is read from the live edition. */
export const mapsControllers = [
  MapsController,
  AllRoutesController,
  WhereController,
  MyMapController,
  OccupationsController,
  FollowController,
  FollowLinksController,
  FollowsController,
  TLevelsController,
  SearchController,
  SuggestionsWhileTypingController,
  MapChangesController,
  ScheduledController,
  AboutController,
  SocCodesController,
  OpenDataController,
];
