import { refuse, severalKeys, shortText } from '@app/kernel';
import type { Cluster, MapState } from '@app/occupational-map';
import { z } from 'zod';
import { clusterChoices, pathwayChoices } from '../places';
import { common, operationForm } from './operation-form';
import { freeSlug, placeName } from './structure-forms';

const reference = (what: string) => shortText(`Choose a ${what}`);
const follows = z.enum(['yes', 'no'], { error: 'Say whether another one follows it' });
const into = shortText().default('');
const taken = severalKeys().pipe(z.array(shortText()).min(1, 'Choose what goes over to the new one'));

/** Retires a cluster, in favour of another one or of none. */
export const retireClusterForm = operationForm({
  title: 'Retire a cluster, or merge it into another one',
  template: 'retire-group',
  blame: 'into',
  schema: z.object({ reference: reference('cluster'), follows, into, ...common }),
  subject: (state) => ({ label: 'Cluster', choices: choicesOf(clusterChoices(state)) }),
  now: ({ clusters }, slug) => (clusters[slug] ? {} : null),
  view: (state, _form, slug) => ({
    ...{ what: 'cluster', name: state.clusters[slug]?.name, groups: clusterChoices(state) },
    otherwise: 'No: what stands in it awaits a cluster in its pathway',
  }),
  operation: ({ reference, follows, into }, { state: { clusters } }) => ({
    op: 'retire-cluster',
    cluster: clusters[reference] ?? refuse('Choose a cluster', 'reference'),
    into: follows === 'no' ? null : (clusters[into] ?? refuse('Choose the cluster that follows it', 'into')),
  }),
});

/** Retires a pathway, in favour of another one or of none. */
export const retirePathwayForm = operationForm({
  title: 'Retire a pathway, or merge it into another one',
  template: 'retire-group',
  blame: 'into',
  schema: z.object({ reference: reference('pathway'), follows, into, ...common }),
  subject: (state) => ({ label: 'Pathway', choices: choicesOf(pathwayChoices(state)) }),
  now: ({ pathways }, slug) => (pathways[slug] ? {} : null),
  view: (state, _form, slug) => ({
    ...{ what: 'pathway', name: state.pathways[slug]?.name, groups: pathwayChoices(state) },
    otherwise: 'No: its clusters retire with it, and its occupations await placement on its route',
  }),
  operation: ({ reference, follows, into }, { state: { pathways } }) => ({
    op: 'retire-pathway',
    pathway: pathways[reference] ?? refuse('Choose a pathway', 'reference'),
    into: follows === 'no' ? null : (pathways[into] ?? refuse('Choose the pathway that follows it', 'into')),
  }),
});

/** Splits a new cluster off another one, with some of its occupations. */
export const splitClusterForm = operationForm({
  title: 'Split a cluster',
  template: 'split-group',
  blame: 'taken',
  schema: z.object({ reference: reference('cluster'), name: placeName, taken, ...common }),
  subject: (state) => ({ label: 'Cluster', choices: choicesOf(clusterChoices(state)) }),
  now: ({ clusters }, slug) => (clusters[slug] ? {} : null),
  view: (state, _form, slug) => ({
    ...{ what: 'cluster', whole: state.clusters[slug]?.name, legend: 'Occupations that go over to it' },
    choices: occupationsIn(state, slug),
  }),
  operation: ({ reference, name, taken }, { state }) => {
    const cluster = state.clusters[reference] ?? refuse('Choose a cluster', 'reference');
    const part: Cluster = { ...cluster, slug: freeSlug(name, state.clusters, 'cluster'), name };
    return { op: 'split-cluster', cluster, part, occupations: taken };
  },
});

/** Splits a new pathway off another one, with some of its clusters and what stands in these. */
export const splitPathwayForm = operationForm({
  title: 'Split a pathway',
  template: 'split-group',
  blame: 'taken',
  schema: z.object({ reference: reference('pathway'), name: placeName, taken, ...common }),
  subject: (state) => ({ label: 'Pathway', choices: choicesOf(pathwayChoices(state)) }),
  now: ({ pathways }, slug) => (pathways[slug] ? {} : null),
  view: (state, _form, slug) => ({
    ...{ what: 'pathway', whole: state.pathways[slug]?.name, legend: 'Clusters that go over to it' },
    choices: clustersIn(state, slug),
  }),
  operation: ({ reference, name, taken }, { state }) => {
    const pathway = state.pathways[reference] ?? refuse('Choose a pathway', 'reference');
    const part = { ...pathway, slug: freeSlug(name, state.pathways, 'pathway'), name };
    return { op: 'split-pathway', pathway, part, clusters: taken };
  },
});

/** Choices in groups as one list: each with the name of its group before it. */
const choicesOf = (groups: ReturnType<typeof pathwayChoices>) =>
  groups.flatMap(({ label, items }) => items.map(({ value, text }) => ({ value, text: `${label}: ${text}` })));

const occupationsIn = ({ placements, occupations }: MapState, slug: string) =>
  Object.keys(placements)
    .filter((one) => placements[one].cluster === slug)
    .sort()
    .map((value) => ({ value, text: `${value} ${occupations[value].title}` }));

const clustersIn = ({ clusters }: MapState, slug: string) =>
  Object.values(clusters)
    .filter(({ pathway }) => pathway === slug)
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
    .map(({ slug: value, name: text }) => ({ value, text }));
