export { type ConsultationOrder, Consultations, type ResponseOrder } from './consultations.service';
export {
  type ConsultationOnSubject,
  ConsultationQueries,
  type ConsultationRow,
  type CurrentConsultation,
  type ModerationRow,
  type PublishedResponse,
} from './consultations.queries';
export { ConsultationsModule } from './consultations.module';
export * from './domain';
