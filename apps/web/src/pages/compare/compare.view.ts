import { paths } from '@app/kernel';
import type { Occupation, Placed, PublishedMap } from '@app/occupational-map';
import { factsOf, waysInto } from '../occupations/facts.view';
import { ladderOf } from '../occupations/ladder.view';
import { ksbKinds, ksbWords } from '../occupations/standard.view';
import { type Chosen, mostBeside } from './chosen';
import { splitOf } from './statements';

/** What the comparison prints: a column for each occupation, and what they have in common. */
export function compareView(map: PublishedMap, chosen: Chosen) {
  const { references, problems, offered, typed } = chosen;
  const placed = references.flatMap((reference) => map.occupation(reference) ?? []);
  const columns = placed.map((one) => columnOf(map, one, references));
  const occupations = placed.map(({ occupation }) => occupation);
  return {
    title: titleOf(occupations),
    section: 'maps',
    columns,
    statements: occupations.length > 1 ? statementsOf(occupations) : null,
    problems,
    typed,
    mayAdd: references.length < mostBeside,
    most: mostBeside,
    references,
    offered: offered.map((one) => ({
      reference: one.reference,
      title: one.title,
      level: one.level,
      status: one.status,
      ...routeOf(map, one),
      href: paths.compare([...references, one.reference].slice(0, mostBeside)),
    })),
  };
}

function titleOf(occupations: readonly Occupation[]): string {
  return occupations.length === 0
    ? 'Compare occupations'
    : `Compare ${occupations.map(({ title }) => title).join(', ')}`;
}

function columnOf(map: PublishedMap, placed: Placed, references: readonly string[]) {
  const { reference, title, level, status } = placed.occupation;
  const { from, to } = ladderOf(map, placed);
  const beside = (steps: typeof from) =>
    steps.map((step) => ({ ...step, beside: references.includes(step.reference) }));
  return {
    reference,
    title,
    level,
    status,
    href: paths.occupation(reference),
    remove: paths.compare(references.filter((one) => one !== reference)),
    facts: factsOf(map, placed),
    ways: waysInto(map, placed.occupation),
    from: beside(from),
    to: beside(to),
  };
}

/** Knowledge, skills and behaviours in common and apart, and how many of both. */
function statementsOf(occupations: readonly Occupation[]) {
  const splits = ksbKinds.map((kind) => ({ ...splitOf(kind, occupations), name: ksbWords(kind) }));
  const common = splits.filter(({ shared }) => shared.length > 0);
  return {
    common,
    apart: splits.filter(({ alone }) => alone.some((list) => list.length > 0)),
    inCommon: common.reduce((sum, { shared }) => sum + shared.length, 0),
    wordForWord: common.reduce((sum, { shared }) => sum + shared.filter(({ sameWords }) => sameWords).length, 0),
    without: occupations.filter(({ ksbs }) => ksbs.length === 0).map(({ title }) => title),
    counts: occupations.map(({ title }, at) => ({
      title,
      alone: splits.reduce((sum, { alone }) => sum + (alone[at]?.length ?? 0), 0),
    })),
  };
}

function routeOf(map: PublishedMap, occupation: Occupation) {
  const route = map.routeOf(occupation);
  return { route: route?.name ?? null, routeId: route?.officialId ?? null };
}
