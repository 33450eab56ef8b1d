import { RoutePanelsController } from './route-panels.controller';

export const routePanelsControllers = [RoutePanelsController];
