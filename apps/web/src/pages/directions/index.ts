import { DirectionsController } from './directions.controller';
import { PublicDirectionsController } from './public-directions.controller';

export const directionsControllers = [PublicDirectionsController, DirectionsController];
