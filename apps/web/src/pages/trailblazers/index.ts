import { EmployersController } from './employers.controller';
import { TrailblazersController } from './trailblazers.controller';

export { GroupPages } from './group.pages';

export const trailblazersControllers = [TrailblazersController, EmployersController];
