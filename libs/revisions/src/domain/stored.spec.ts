import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { canonicalJson, sha256 } from '@app/kernel';
import { emptyMap, type MapState, rootHashOf, stateOf, treeOf } from '@app/occupational-map';
import { projectRoot } from '@app/platform';
import { fold, isRefused } from './apply';
import { type AuthorisedOperation, authoritySchema, operationSchema } from './operations';
import { planHash, planVersions } from './plan';

/**
 * What one first start of commit bada878 stored, with the ids that it had: what came after must read it, and get the
 * same hashes. See test/fixtures/README.md.
 */
type FirstStart = {
  editions: { no: number; rootHash: string; revisionId: string }[];
  revisions: { id: string; no: number; title: string; planHash: string | null; planVersions: object | null }[];
  operations: ({ id: string; revisionId: string; position: number } & AuthorisedOperation)[];
  nodes: { hash: string; kind: string; content: string }[];
};
const file = join(projectRoot(), 'test/fixtures/first-start-of-bada878.json.gz');
const stored = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as FirstStart;

/** The hash of all node texts, in the order of their hashes. */
const allTexts = '399330406e7adf47a3489aa6aab8e405690ea320e634f535ccdcfd160300bb13';

/** The shortest text of each kind of node but the root's. */
const shortest = {
  cluster:
    '{"cluster":{"level":"technical","name":"Legal support","pathway":"legal","slug":"legal-support"},"occupations":["64496e356e53522686415654e9c60e9c5fc81e505c52f6005c0ed2ba5947e4fe"]}',
  occupation:
    '{"apprenticeshipOnly":false,"banner":null,"duties":[],"keywords":[],"ksbs":[],"level":4,"option":null,"overview":"","pausedForStarts":false,"products":[],"reference":"OCC9013","retiredFrom":null,"soc2010":null,"soc2020":null,"standard":null,"status":"in-development","successor":null,"title":"Software test analyst","typicalJobTitles":[]}',
  pathway:
    '{"awaiting":[],"clusters":["3d6289433a74c0e209e2ac178ad384c9f8476d55674ec4dcef2972a90352e945","e35e29a1f1bfef23b2f71e703de121274d34722345a999a36febd19f876e9278"],"pathway":{"name":"Customer service","route":"sales-marketing-procurement","slug":"customer-service"}}',
  progression:
    '{"links":[{"from":"OCC0211","to":"OCC1238"},{"from":"OCC0213","to":"OCC0214"},{"from":"OCC0214","to":"OCC1238"},{"from":"OCC0630","to":"OCC0211"},{"from":"OCC0630","to":"OCC0685"},{"from":"OCC0635","to":"OCC0211"},{"from":"OCC0685","to":"OCC1238"},{"from":"OCC1273","to":"OCC0214"}]}',
  route:
    '{"awaiting":[],"pathways":["5b23505c8454bbbfd804e101f06dea9d2883650efc6c5d5538a5da8cfcdd573c"],"progression":"fafa4d646751caeeba010d75f3f98c850412f2ec02f430e446ec61acf1e51bcc","route":{"name":"Hair and beauty","officialId":9,"slug":"hair-beauty","summary":"Work that cares for hair, skin and appearance."}}',
  't-level':
    '{"reference":"60369024","route":"digital","specialisms":[{"covers":["OCC0795"],"name":"Data Technician","reference":"ZTLOS009"}],"startYear":2021,"title":"T Level in Digital Business Services"}',
};

const operationsOf = (revisionId: string): AuthorisedOperation[] =>
  stored.operations
    .filter((one) => one.revisionId === revisionId)
    .map(({ operation, authority }) => ({ operation, authority }));

/** The editions as their operations make them, from the empty map on. */
function replayed(): MapState[] {
  const states: MapState[] = [emptyMap];
  for (const { revisionId } of stored.editions) {
    const next = fold(
      states.at(-1) ?? emptyMap,
      operationsOf(revisionId).map(({ operation }) => operation),
    );
    if (isRefused(next)) throw new Error(next[0].text);
    states.push(next);
  }
  return states;
}
const states = replayed();

test('the operations of the first editions lead to the root hashes that they were published with', () => {
  expect(stored.editions.map(({ rootHash }) => rootHash)).toEqual([
    '561df39580fe6c61e37b4657c398d3aeed5338ec21bd59c9d07cc816dd1b34d9',
    '997b3542be631cdfed7db18320ff30b4b4b4d191735533802985ad068c9c7e4d',
    'aab2f995a58cc4cd36edf9a9cf4c83a69cd7575345e8c846fe2c95431f0cdb78',
    'b4f60f94fe82f8a240224cf8c0a003b5edfb75e4ae2238c105eed2981af2d3ec',
  ]);
  expect(states.slice(1).map(rootHashOf)).toEqual(stored.editions.map(({ rootHash }) => rootHash));
});

test('a plan that was approved keeps its hash, and every version that it was approved on', () => {
  // The edition that each was approved on: its own predecessor, or the live one of then.
  const approvedOn: Readonly<Record<number, number>> = { 1: 0, 2: 1, 3: 2, 4: 3, 6: 3 };
  const hashes = Object.entries(approvedOn).map(([no, edition]) => {
    const revision = stored.revisions.find((one) => one.no === Number(no));
    const operations = operationsOf(revision?.id ?? '');
    expect(planVersions(operations, states[edition])).toEqual(revision?.planVersions);
    expect(planHash(operations, states[edition])).toBe(revision?.planHash);
    return revision?.planHash;
  });
  expect(hashes).toEqual([
    'f169c520aa3c8d42b326d7398ea8579f431a02fbd818a384079de25a9317ea7d',
    'ba5cfb6b4bc38e6b05a1d48bf9df743e8ff5399c9194852e23a1a86b1d83fab4',
    '8f6b014aa41f59a9ae84626690f0dd9a1584b3bf6d33f0c52dab18b122119795',
    '39cc641b8687f8adc5775607eeda121d05a8cc392b999431edefc81413f37def',
    'a01ccfe4b09f9af6115fb60088af3bd3f72be79513c371e89b5da4ebd4515330',
  ]);
});

test('every stored operation and authority is read as it stands: nothing is cleaned, left out or filled in', () => {
  expect(stored.operations).toHaveLength(1049);
  for (const { operation, authority } of stored.operations) {
    expect(operationSchema.parse(operation)).toEqual(operation);
    expect(authoritySchema.parse(authority)).toEqual(authority);
  }
});

test('every node has the text and the hash that it was stored with', () => {
  const trees = states.slice(1).map(treeOf);
  const planted = new Map(trees.flatMap(({ nodes }) => [...nodes.values()].map((node) => [node.hash, node] as const)));
  expect([...planted.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1))).toEqual(stored.nodes);
  for (const { hash, kind, content } of stored.nodes) {
    expect(sha256(`${kind}\n${content}`)).toBe(hash);
    expect(canonicalJson(JSON.parse(content))).toBe(content);
  }
  expect(sha256(stored.nodes.map(({ content }) => content).join('\n'))).toBe(allTexts);
});

test('an edition read back from its nodes is the same map', () => {
  const nodes = new Map(stored.nodes.map((node) => [node.hash, node]));
  for (const { no, rootHash } of stored.editions) {
    const read = stateOf({ root: rootHash, nodes: nodes as Parameters<typeof stateOf>[0]['nodes'] });
    expect(rootHashOf(read)).toBe(rootHash);
    expect(Object.keys(read.occupations)).toHaveLength(Object.keys(states[no].occupations).length);
  }
});

test('one node of each kind, to the letter', () => {
  const texts = Object.fromEntries(
    ['cluster', 'occupation', 'pathway', 'progression', 'route', 't-level'].map((kind) => [
      kind,
      stored.nodes.filter((node) => node.kind === kind).sort((a, b) => a.content.length - b.content.length)[0].content,
    ]),
  );
  expect(texts).toEqual(shortest);
});
