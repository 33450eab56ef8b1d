import { ConditionsController } from './conditions.controller';
import { LetterController } from './letter.controller';
import { RegisterController } from './register.controller';
import { ReviewsController } from './reviews.controller';

export { caseRows, headOf } from './decisions.view';

export const decisionsControllers = [RegisterController, LetterController, ConditionsController, ReviewsController];
