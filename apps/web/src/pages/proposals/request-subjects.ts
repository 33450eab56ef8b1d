import { NotFound } from '@app/kernel';
import { MapReader, type Occupation, type PublishedMap } from '@app/occupational-map';
import { type Beginning, mayBeAbout, type RequestKind, requestKinds } from '@app/proposals';
import { Injectable } from '@nestjs/common';

const mostHits = 20;

/** What a new request can be about. */
@Injectable()
export class RequestSubjects {
  constructor(private readonly maps: MapReader) {}

  /** The occupation with this reference, where this kind of request can be about it. */
  async about(kind: RequestKind, reference: string): Promise<Occupation | null> {
    const found = (await this.map()).occupation(reference)?.occupation ?? null;
    return found !== null && mayBeAbout(kind, found) ? found : null;
  }

  /** The occupations found by these words that this kind of request can be about. */
  async find(kind: RequestKind, query: string): Promise<Occupation[]> {
    if (query === '') return [];
    const keep = (occupation: Occupation): boolean => mayBeAbout(kind, occupation);
    return (await this.map()).find(query, { limit: mostHits, keep }).hits.map(({ occupation }) => occupation);
  }

  private async map(): Promise<PublishedMap> {
    return (await this.maps.current()) ?? Promise.reject(new NotFound('The map'));
  }
}

/** The kind of request that an address names. @throws NotFound */
export function kindNamed(name: string): RequestKind {
  const kind = requestKinds.find((known) => known === name);
  if (kind === undefined) throw new NotFound('This kind of proposal');
  return kind;
}

/** What a form says that a request of this kind is about. */
export function beginningOf(kind: RequestKind, occupation: string): Beginning {
  return kind === 'occupation' ? { kind } : { kind, occupation };
}
