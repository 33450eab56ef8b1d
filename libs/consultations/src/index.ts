export { type ConsultationOrder, Consultations, type ResponseOrder } from './consultations.service';
export {
  type ConsultationOnSubject,
  ConsultationQueries,
  type ConsultationRow,
  type CurrentConsultation,
  type ModerationRow,
  type PublishedResponse,
} from './consultations.queries';
export {
  type CountedConsultation,
  type EarlierConsultation,
  EarlierConsultationQueries,
} from './earlier-consultations.queries';
export { type CountingOrder, EarlierConsultations } from './earlier-consultations.service';
export { ConsultationsModule } from './consultations.module';
export * from './domain';
