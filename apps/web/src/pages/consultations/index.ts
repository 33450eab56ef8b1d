import { BesideConsultation } from './beside';
import { ConsultationsController } from './consultations.controller';
import { EarlierConsultationController } from './earlier.controller';

export const consultationsControllers = [ConsultationsController, EarlierConsultationController];
export const consultationsProviders = [BesideConsultation];
