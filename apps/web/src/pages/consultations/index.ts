import { AnnounceController } from './announce.controller';
import { ConsultationsController } from './consultations.controller';
import { EarlierConsultationController } from './earlier.controller';
import { RespondController } from './respond.controller';

export const consultationsControllers = [
  ConsultationsController,
  RespondController,
  AnnounceController,
  EarlierConsultationController,
];
