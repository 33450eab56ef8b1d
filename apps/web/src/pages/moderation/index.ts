import { ModeratedController } from './moderated.controller';
import { QueueController } from './queue.controller';
import { RulingsController } from './rulings.controller';
import { TextController } from './text.controller';

// "Decided" comes before the texts, whose address is any word.
export const moderationControllers = [QueueController, TextController, ModeratedController, RulingsController];
