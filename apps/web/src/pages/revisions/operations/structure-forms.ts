import { foldText, oneLine, refuse, shortText } from '@app/kernel';
import { type MapState, technicalLevels } from '@app/occupational-map';
import { z } from 'zod';
import { clusterChoices, pathwayChoices, routeChoices } from '../places';
import { common, operationForm } from './operation-form';

const template = 'structure';
/** What a pathway or cluster is called. */
export const placeName = oneLine(100, 'Enter the name');
const name = placeName;
const route = shortText('Choose a route');
const pathway = shortText('Choose a pathway');
const column = z.enum(technicalLevels, { error: 'Choose a column' });
const cluster = shortText('Choose a cluster');

const nameField = (label: string) => ({ kind: 'text', name: 'name', label });
const routeField = (label: string) => (state: MapState) => ({
  kind: 'select',
  name: 'route',
  label,
  groups: routeChoices(state),
});
const pathwayField = (label: string) => (state: MapState) => ({
  kind: 'select',
  name: 'pathway',
  label,
  groups: pathwayChoices(state),
});
const clusterField = (label: string) => (state: MapState) => ({
  kind: 'select',
  name: 'cluster',
  label,
  groups: clusterChoices(state),
});
const levelField = {
  kind: 'radios',
  name: 'level',
  label: 'Column',
  items: [
    { value: 'technical', text: 'Technical, levels 2 and 3' },
    { value: 'higher-technical', text: 'Higher technical, levels 4 and 5' },
    { value: 'professional', text: 'Professional, levels 6 and 7' },
  ] satisfies { value: (typeof technicalLevels)[number]; text: string }[],
};

type Said = { kind: string; name: string; label: string };
type Field = Said | ((state: MapState) => Said);
const asking =
  (...fields: Field[]) =>
  (state: MapState) => ({ fields: fields.map((field) => (typeof field === 'function' ? field(state) : field)) });

/** Renames a route; its address stays. */
export const renameRouteForm = operationForm({
  title: 'Rename a route',
  template,
  blame: 'route',
  schema: z.object({ route, name, ...common }),
  view: asking(routeField('Route'), nameField('New name')),
  operation: (typed, { state }) => {
    const before = state.routes[typed.route] ?? refuse('Choose a route', 'route');
    return { op: 'amend-route', before, after: { ...before, name: another(before, typed.name) } };
  },
});

/** Adds an empty pathway to a route. */
export const addPathwayForm = operationForm({
  title: 'Add a pathway',
  template,
  blame: 'route',
  schema: z.object({ name, route, ...common }),
  view: asking(nameField('Name of the pathway'), routeField('Route that it stands on')),
  operation: ({ name, route }, { state }) => ({
    op: 'add-pathway',
    pathway: { slug: freeSlug(name, state.pathways, 'pathway'), route, name },
  }),
});

/** Renames a pathway; its address stays. */
export const renamePathwayForm = operationForm({
  title: 'Rename a pathway',
  template,
  blame: 'pathway',
  schema: z.object({ pathway, name, ...common }),
  view: asking(pathwayField('Pathway'), nameField('New name')),
  operation: (typed, { state }) => {
    const before = state.pathways[typed.pathway] ?? refuse('Choose a pathway', 'pathway');
    return { op: 'amend-pathway', before, after: { ...before, name: another(before, typed.name) } };
  },
});

/** Moves a pathway, with all that stands in it, to another route. */
export const movePathwayForm = operationForm({
  title: 'Move a pathway',
  template,
  blame: 'route',
  schema: z.object({ pathway, route, ...common }),
  view: asking(pathwayField('Pathway'), routeField('Route that it moves to')),
  operation: ({ pathway, route }, { state }) => {
    const before = state.pathways[pathway] ?? refuse('Choose a pathway', 'pathway');
    if (before.route === route) refuse('It stands on this route already', 'route');
    return { op: 'amend-pathway', before, after: { ...before, route } };
  },
});

/** Adds an empty cluster to a pathway. */
export const addClusterForm = operationForm({
  title: 'Add a cluster',
  template,
  blame: 'pathway',
  schema: z.object({ name, pathway, level: column, ...common }),
  view: asking(nameField('Name of the cluster'), pathwayField('Pathway that it stands in'), levelField),
  operation: ({ name, pathway, level }, { state }) => ({
    op: 'add-cluster',
    cluster: { slug: freeSlug(name, state.clusters, 'cluster'), pathway, name, level },
  }),
});

/** Renames a cluster; its address stays. */
export const renameClusterForm = operationForm({
  title: 'Rename a cluster',
  template,
  blame: 'cluster',
  schema: z.object({ cluster, name, ...common }),
  view: asking(clusterField('Cluster'), nameField('New name')),
  operation: (typed, { state }) => {
    const before = state.clusters[typed.cluster] ?? refuse('Choose a cluster', 'cluster');
    return { op: 'amend-cluster', before, after: { ...before, name: another(before, typed.name) } };
  },
});

/** Moves a cluster, with its occupations, to another pathway. */
export const moveClusterForm = operationForm({
  title: 'Move a cluster',
  template,
  blame: 'pathway',
  schema: z.object({ cluster, pathway, ...common }),
  view: asking(clusterField('Cluster'), pathwayField('Pathway that it moves to')),
  operation: ({ cluster, pathway }, { state }) => {
    const before = state.clusters[cluster] ?? refuse('Choose a cluster', 'cluster');
    if (before.pathway === pathway) refuse('It stands in this pathway already', 'pathway');
    return { op: 'amend-cluster', before, after: { ...before, pathway } };
  },
});

/** Sets a cluster in another column: for occupations of other levels. */
export const columnForm = operationForm({
  title: 'Set a cluster in another column',
  template,
  blame: 'level',
  schema: z.object({ cluster, level: column, ...common }),
  view: asking(clusterField('Cluster'), levelField),
  operation: (typed, { state }) => {
    const before = state.clusters[typed.cluster] ?? refuse('Choose a cluster', 'cluster');
    if (before.level === typed.level) refuse('It stands in this column already', 'level');
    return { op: 'amend-cluster', before, after: { ...before, level: typed.level } };
  },
});

const another = (before: { name: string }, name: string): string =>
  before.name === name ? refuse('Enter another name than it has', 'name') : name;

/** The address that a name gives, where nothing has it. @throws Refused */
export function freeSlug(name: string, taken: Readonly<Record<string, unknown>>, what: string): string {
  const slug = foldText(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (slug === '') refuse('Enter a name with letters', 'name');
  if (taken[slug] !== undefined) refuse(`There already is a ${what} of this name: enter another one`, 'name');
  return slug;
}
