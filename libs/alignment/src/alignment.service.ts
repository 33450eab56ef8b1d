import { isLive, MapReader, type Occupation, type PublishedMap } from '@app/occupational-map';
import { Injectable } from '@nestjs/common';
import {
  Alignment,
  compare,
  type Comparison,
  type Known,
  type OccupationText,
  type Placing,
  placesFor,
  type Ranking,
  type Similar,
  type SocCandidate,
  SocIndex,
  textOf,
} from './domain';
import { SocClassification } from './soc-classification.service';

/** An occupation that awaits its place, and where it fits best. */
export type PlaceProposal = Placing & { occupation: Occupation; route: string };

/** A similar occupation, and what of the two is alike. */
export type SimilarOccupation = { occupation: Occupation; score: number; comparison: Comparison };

type Learned = { edition: number; alignment: Alignment; soc: SocIndex };

/** What was learned from the live edition: once for each edition, on first use, in pieces that let requests pass. */
@Injectable()
export class Alignments {
  private learning: { edition: number; done: Promise<Learned> } | null = null;

  constructor(
    private readonly maps: MapReader,
    private readonly classification: SocClassification,
  ) {}

  /** Where the occupations of a route that await placement (of all routes: null) fit best, by title. */
  async placings(route: string | null): Promise<PlaceProposal[]> {
    const found = await this.learned();
    if (!found) return [];
    const { map, alignment } = found;
    const { state } = map;
    const proposals: PlaceProposal[] = [];
    for (const occupation of map.occupations) {
      const place = state.placements[occupation.reference];
      if (place.cluster !== null || (route !== null && place.route !== route)) continue;
      const placing = placesFor(occupation, place.route, state, alignment);
      proposals.push({ occupation, route: place.route, ...placing });
      if (proposals.length % 50 === 0) await letPass();
    }
    return proposals;
  }

  /**
   * The occupations that are truly similar to one on the live edition, with matched statements: five at most, and none where
   * nothing is alike enough, or where another edition is meant.
   */
  async similarTo(reference: string, edition: number, limit = 5): Promise<SimilarOccupation[]> {
    const found = await this.learned();
    if (found?.map.edition.no !== edition) return [];
    const placed = found.map.occupation(reference);
    if (!placed) return [];
    const text = textOf(placed.occupation);
    const similar = found.alignment.trulySimilar(text, limit, (key) => key === reference);
    return comparedIn(found.map, text, similar);
  }

  /** The occupations on the live edition most similar to a text, but for one; null before the first edition. */
  async alike(
    text: OccupationText,
    limit = 5,
    except: string | null = null,
  ): Promise<{ edition: number; similar: SimilarOccupation[] } | null> {
    const found = await this.learned();
    if (!found) return null;
    const similar = found.alignment.similar(text, limit, (key) => key === except);
    return { edition: found.map.edition.no, similar: comparedIn(found.map, text, similar) };
  }

  /** The routes that a text fits, and the unit groups of SOC 2020 that are closest; null before the first edition. */
  async read(text: OccupationText): Promise<{ routes: Ranking; soc: SocCandidate[] } | null> {
    const found = await this.learned();
    return found && { routes: found.alignment.rank(text), soc: found.soc.candidates(text) };
  }

  private async learned(): Promise<(Learned & { map: PublishedMap }) | null> {
    const map = await this.maps.current();
    if (!map) return null;
    if (this.learning?.edition !== map.edition.no) {
      const done = this.learn(map);
      this.learning = { edition: map.edition.no, done };
      done.catch(() => {
        this.learning = null;
      });
    }
    return { ...(await this.learning.done), map };
  }

  private async learn(map: PublishedMap): Promise<Learned> {
    const soc = new SocIndex(await this.classification.all());
    const known = map.occupations.filter(isLive).map((occupation): Known => {
      const { reference } = occupation;
      return { key: reference, text: textOf(occupation), label: map.state.placements[reference].route };
    });
    return { edition: map.edition.no, alignment: await Alignment.from(known, soc, letPass), soc };
  }
}

function comparedIn(map: PublishedMap, text: OccupationText, similar: readonly Similar[]): SimilarOccupation[] {
  return similar.flatMap(({ key, score }) => {
    const other = map.occupation(key)?.occupation;
    return other ? [{ occupation: other, score, comparison: compare(text.statements, statementsOf(other)) }] : [];
  });
}

const statementsOf = ({ duties, ksbs }: Occupation): string[] => [...duties, ...ksbs].map(({ text }) => text);

const letPass = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
