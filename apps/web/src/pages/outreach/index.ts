import { EvidenceController } from './evidence.controller';
import { FormatsController } from './formats.controller';
import { InvitationsController } from './invitations.controller';
import { PaperController } from './paper.controller';

/** Reaching out around a consultation: who is invited, and what comes in another way than by the forms. */
export const outreachControllers = [InvitationsController, PaperController, EvidenceController, FormatsController];
