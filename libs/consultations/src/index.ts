export {
  type ConsultationDetail,
  type ConsultationOnSubject,
  ConsultationQueries,
  type ConsultationRow,
  type CurrentConsultation,
  type Deadline,
} from './consultations.queries';
export { aboutOccupations } from './consultations.rehearsal';
export { ConsultationsModule } from './consultations.module';
export { type DraftDetail, DraftQueries, type DraftRow } from './drafts.queries';
export {
  type CountedConsultation,
  type EarlierConsultation,
  EarlierConsultationQueries,
} from './earlier-consultations.queries';
export { type CountingOrder, EarlierConsultations } from './earlier-consultations.service';
export { type FormatFile, OtherFormats } from './formats.service';
export { type Preparation, Preparing } from './preparing.service';
export { Running } from './running.service';
export { Subjects } from './subjects';
export * from './domain';
