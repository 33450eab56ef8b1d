import type { Cluster, Edition, MapState, Pathway, Placement, Progression, Route, TLevel } from './domain';
import { emptyMap, newOccupation, progressionKey } from './domain';
import type { OccupationBeginnings } from './domain';

/** An edition that is none, for maps that are not published. */
export const anEdition: Edition = {
  no: 4,
  rootHash: 'x',
  publishedAt: new Date('2026-11-29T12:00:00Z'),
  kind: 'day-to-day',
  note: '',
  revisionId: null,
};

/**
 * Builds small maps for tests, a step at a time:
 * `aMap().route('digital').pathway('making').cluster('developers', 'higher-technical').occupation({...}).build()`.
 * Each step goes below the last route, pathway or cluster named.
 */
export function aMap(from: MapState = emptyMap): MapBuilder {
  return new MapBuilder(structuredClone(from));
}

type Draft = {
  -readonly [K in keyof MapState]: Record<string, MapState[K][string]>;
};

class MapBuilder {
  private at: Placement = { route: '', pathway: null, cluster: null };

  constructor(private readonly draft: Draft) {}

  /** Adds a route, and stands on it. */
  route(slug: string, given: Partial<Route> = {}): this {
    const officialId = Object.keys(this.draft.routes).length + 1;
    this.draft.routes[slug] ??= {
      slug,
      officialId,
      name: titled(slug),
      summary: '',
      ...given,
    };
    this.at = { route: slug, pathway: null, cluster: null };
    return this;
  }

  /** Adds a pathway to the route last named. */
  pathway(slug: string, given: Partial<Pathway> = {}): this {
    this.draft.pathways[slug] ??= {
      slug,
      route: this.at.route,
      name: titled(slug),
      ...given,
    };
    this.at = { ...this.at, pathway: slug, cluster: null };
    return this;
  }

  /** Adds a cluster to the pathway last named. */
  cluster(slug: string, level: Cluster['level'] = 'technical', given: Partial<Cluster> = {}): this {
    const pathway = this.at.pathway ?? '';
    this.draft.clusters[slug] ??= {
      slug,
      pathway,
      name: titled(slug),
      level,
      ...given,
    };
    this.at = { ...this.at, cluster: slug };
    return this;
  }

  /** Adds an occupation where the builder stands. A retired one stands nowhere. */
  occupation(reference: string, given: Partial<OccupationBeginnings> = {}): this {
    const { cluster } = this.at;
    const fits = { technical: 3, 'higher-technical': 4, professional: 6 };
    const level = cluster ? fits[this.draft.clusters[cluster].level] : 3;
    const occupation = newOccupation({
      title: `Occupation ${reference}`,
      level,
      status: 'approved',
      ...given,
      reference,
    });
    this.draft.occupations[reference] = occupation;
    if (occupation.status === 'retired') delete this.draft.placements[reference];
    else this.draft.placements[reference] = { ...this.at };
    return this;
  }

  /** Who works in the first can go on to the second. */
  leads(from: string, to: string): this {
    const link: Progression = { from, to };
    this.draft.progression[progressionKey(link)] = link;
    return this;
  }

  tLevel(reference: string, given: Partial<TLevel> = {}): this {
    const title = `T Level ${reference}`;
    this.draft.tLevels[reference] = {
      reference,
      title,
      startYear: 2021,
      route: this.at.route || null,
      specialisms: [],
      ...given,
    };
    return this;
  }

  build(): MapState {
    return structuredClone(this.draft);
  }
}

/** One small route of every kind of thing: two pathways, clusters in two columns, an occupation awaiting placement, one retired. */
export function smallMap(): MapState {
  return aMap()
    .route('digital', { officialId: 7, name: 'Digital' })
    .occupation('OCC0900', {
      title: 'Prompt librarian',
      status: 'awaiting-interest',
      level: 4,
    })
    .pathway('digital-production', {
      name: 'Digital production, design and development',
    })
    .cluster('developers', 'higher-technical', { name: 'Software developers' })
    .occupation('OCC0116', {
      title: 'Software developer',
      typicalJobTitles: ['Web developer', 'Application developer'],
      soc2020: {
        code: '2134',
        title: 'Programmers and software development professionals',
        confidence: 'high',
      },
      standard: { reference: 'ST0116', version: '1.1', status: 'approved' },
      duties: [
        {
          code: 'D1',
          text: 'Write code that others can read',
          ksbs: ['K1', 'S1'],
        },
      ],
      ksbs: [
        { code: 'K1', kind: 'knowledge', text: 'How software is designed' },
        { code: 'S1', kind: 'skill', text: 'Write and test code' },
      ],
    })
    .cluster('technicians', 'technical', { name: 'Software technicians' })
    .occupation('OCC0128', {
      title: 'Software development technician',
      level: 3,
      soc2020: null,
    })
    .pathway('digital-support', { name: 'Digital support and services' })
    .cluster('support', 'technical', { name: 'Support technicians' })
    .occupation('OCC0973', {
      title: 'Digital support technician',
      level: 3,
      pausedForStarts: true,
    })
    .occupation('OCC0510', {
      title: 'Old IT technician',
      status: 'retired',
      successor: 'OCC0973',
      retiredFrom: 'digital',
    })
    .route('care-services', { officialId: 14, name: 'Care services' })
    .pathway('care', { name: 'Care services' })
    .cluster('carers', 'technical', { name: 'Care workers' })
    .occupation('OCC0005', { title: 'Adult care worker', level: 2 })
    .leads('OCC0128', 'OCC0116')
    .route('digital')
    .tLevel('60358324', {
      title: 'T Level in Digital Production, Design and Development',
      specialisms: [
        {
          reference: 'ZTLOS010',
          name: 'Digital production',
          covers: ['OCC0128'],
        },
      ],
    })
    .build();
}

const titled = (slug: string): string => slug[0].toUpperCase() + slug.slice(1).replace(/-/g, ' ');

/** The other state, with the values of the first wherever they are equal: as a state that follows another shares its values. */
export function sharing(before: MapState, after: MapState): MapState {
  const shared = (name: keyof MapState) => {
    const entries = Object.entries(after[name]).map(([key, value]) => {
      const was = before[name][key];
      return [key, JSON.stringify(was) === JSON.stringify(value) ? was : value] as const;
    });
    const record: object = Object.fromEntries(entries);
    return [name, JSON.stringify(record) === JSON.stringify(before[name]) ? before[name] : record];
  };
  return Object.fromEntries((Object.keys(after) as (keyof MapState)[]).map(shared)) as MapState;
}
