export * from './domain';
export { Alignments, type PlaceProposal, type SimilarOccupation } from './alignment.service';
export { AlignmentModule } from './alignment.module';
export { SocClassification } from './soc-classification.service';
