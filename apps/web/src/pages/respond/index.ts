import { InvitedController } from './invited.controller';
import { EqualityController } from './equality.controller';
import { OwnDraft } from './own-draft';
import { OwnReceipt } from './own-receipt';
import { RespondController } from './respond.controller';
import { SavedController } from './saved.controller';
import { SendController } from './send.controller';

/** Answering a consultation. The controllers with fixed parts of the address come before the one with a page's number. */
export const respondControllers = [
  InvitedController,
  SavedController,
  EqualityController,
  SendController,
  RespondController,
];
export const respondProviders = [OwnDraft, OwnReceipt];
