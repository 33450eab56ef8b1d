import { MapsApiController } from './maps-api.controller';
import { OfficialAddressesController } from './official-addresses.controller';

export { ApiAnswers } from './api-answers';
export { openToBrowsers, wireAddress } from './wire';

/** The Occupational Maps API, and the addresses that its links name. */
export const mapsApiControllers = [MapsApiController, OfficialAddressesController];
