import { DispensationsController } from './dispensations.controller';

export { dispensationsOf } from './dispensations.view';
export const dispensationsControllers = [DispensationsController];
