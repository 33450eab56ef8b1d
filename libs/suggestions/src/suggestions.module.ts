import { AccountsModule } from '@app/accounts';
import { OccupationalMapModule } from '@app/occupational-map';
import { ProposalsModule } from '@app/proposals';
import { RevisionsModule } from '@app/revisions';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SuggestionCarrying } from './carrying.service';
import { Suggester, Suggestion, SuggestionSorting, SuggestionWork } from './suggestion.entities';
import { SuggestionsPersonalData } from './suggestions.personal-data';
import { SuggestionQueries } from './suggestions.queries';
import { Suggestions } from './suggestions.service';
import { SuggestionsWaiting } from './suggestions.waiting';

/** Suggestions of anybody to change an occupation, and what became of them. */
@Module({
  imports: [
    AccountsModule,
    OccupationalMapModule,
    ProposalsModule,
    RevisionsModule,
    TypeOrmModule.forFeature([Suggestion, Suggester, SuggestionSorting, SuggestionWork]),
  ],
  providers: [Suggestions, SuggestionCarrying, SuggestionQueries, SuggestionsPersonalData, SuggestionsWaiting],
  exports: [Suggestions, SuggestionCarrying, SuggestionQueries],
})
export class SuggestionsModule {}
