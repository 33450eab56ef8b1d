const id = (name: string) => ({ '@id': name, '@type': '@id' }) as const;
const text = (name: string) => ({ '@id': name, '@language': 'en' }) as const;

/** The context of the SKOS file. It stands in the file itself: nothing is fetched to read it. */
export const skosContext = {
  skos: 'http://www.w3.org/2004/02/skos/core#',
  dct: 'http://purl.org/dc/terms/',
  dcat: 'http://www.w3.org/ns/dcat#',
  owl: 'http://www.w3.org/2002/07/owl#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  title: text('dct:title'),
  rights: text('dct:rights'),
  issued: { '@id': 'dct:issued', '@type': 'xsd:dateTime' },
  license: id('dct:license'),
  isPartOf: id('dct:isPartOf'),
  isReplacedBy: id('dct:isReplacedBy'),
  versionInfo: 'owl:versionInfo',
  deprecated: { '@id': 'owl:deprecated', '@type': 'xsd:boolean' },
  inScheme: id('skos:inScheme'),
  topConceptOf: id('skos:topConceptOf'),
  hasTopConcept: id('skos:hasTopConcept'),
  broader: id('skos:broader'),
  narrower: id('skos:narrower'),
  closeMatch: id('skos:closeMatch'),
  relatedMatch: id('skos:relatedMatch'),
  notation: 'skos:notation',
  prefLabel: text('skos:prefLabel'),
  altLabel: text('skos:altLabel'),
  definition: text('skos:definition'),
  scopeNote: text('skos:scopeNote'),
  note: text('skos:note'),
} as const;
