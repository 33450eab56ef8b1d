import { AfterTheClose } from './after-the-close';
import { ConsultationsController } from './consultations.controller';
import { EarlierConsultationController } from './earlier.controller';

export const consultationsControllers = [ConsultationsController, EarlierConsultationController];
export const consultationsProviders = [AfterTheClose];
