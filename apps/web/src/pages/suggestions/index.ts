import { ReportController } from './report.controller';
import { SuggestController } from './suggest.controller';
import { SuggestionsController } from './suggestions.controller';

export const suggestionsControllers = [SuggestController, ReportController, SuggestionsController];
