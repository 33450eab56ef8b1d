import { MapsApiController } from './maps-api.controller';
import { OfficialAddressesController } from './official-addresses.controller';

export { ApiAnswers, versionOf } from './api-answers';
export { KeyCheck, keyIn } from './key.guard';
export { isMapsApi } from './problem';
export { openToBrowsers, wireAddress } from './wire';

/** The Occupational Maps API, and the addresses that its links name. */
export const mapsApiControllers = [MapsApiController, OfficialAddressesController];
