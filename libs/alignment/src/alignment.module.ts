import { OccupationalMapModule } from '@app/occupational-map';
import { Module } from '@nestjs/common';
import { Alignments } from './alignment.service';
import { SocClassification } from './soc-classification.service';

/** Text similarity over titles, duties and KSBs: similar occupations, best-aligned places, SOC candidates. */
@Module({
  imports: [OccupationalMapModule],
  providers: [Alignments, SocClassification],
  exports: [Alignments, SocClassification],
})
export class AlignmentModule {}
