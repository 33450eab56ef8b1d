import { paths } from '@app/kernel';
import { EditionStore, type MapState } from '@app/occupational-map';
import { type Operation } from '@app/revisions';
import { agreedMinutes, asTyped, type Site, startSite } from '@test/support';

let site: Site;
let live: MapState;
let revision: string;
let agreed: { by: string; items: string[] };

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  live = await site.lib(EditionStore).liveState(site.db.read());
  agreed = asTyped(await site.db.write((tx) => agreedMinutes(tx, Object.keys(live.routes))));
});
afterAll(() => site?.close());
beforeEach(async () => {
  const ada = await site.as('ada@example.test');
  await ada.get(paths.newRevision());
  await ada.submit('/revisions', { title: 'By hand' });
  revision = ada.url;
});

type Values = Record<string, string | readonly string[]>;

/** Ada fills in the form of an operation, and sends it. @returns her, on the page that answers */
async function write(kind: string, values: Values, about?: string) {
  const ada = await site.as('ada@example.test');
  await ada.get(`${revision}/operations/new/${kind}${about === undefined ? '' : `?reference=${about}`}`);
  await ada.submit(`/operations/new/${kind}`, { ...agreed, ...values });
  return ada;
}

/** The operations of the draft. */
async function operations(): Promise<Operation[]> {
  const rows = await site.db
    .read()
    .rows<{ content: Operation }>(`select content from revision_operation where revision_id = $1 order by position`, [
      revision.split('/').at(-1),
    ]);
  return rows.map(({ content }) => content);
}

const onRoute = (route: string): string[] =>
  Object.keys(live.placements).filter((one) => live.placements[one].route === route);

describe('the forms of operations', () => {
  it('stand under headings, each with a page of its own', async () => {
    const ada = await site.as('ada@example.test');
    await ada.get(`${revision}/operations/new`);
    const headings = ada.$('main h2').toArray();
    const [found, links] = [headings.map((one) => ada.$(one).text()), ada.$('main li a').toArray()];
    expect(found).toEqual(['Occupations', 'Pathways and clusters', 'Progression', 'T Levels']);
    const hrefs = links.map((link) => ada.$(link).attr('href') ?? '').filter((href) => href.includes('/operations/'));
    expect(hrefs).toHaveLength(27);
    for (const href of hrefs) {
      await ada.get(href);
      expect([href, ada.status, ada.$('main form').length]).toEqual([href, 200, 1]);
    }
    await ada.get(`${revision}/operations/new/nothing`);
    expect(ada.status).toBe(404);
  });

  it('add an occupation under the next free reference, once however often it is sent', async () => {
    const [column, cluster] = Object.values(live.clusters)
      .filter(({ pathway }) => live.pathways[pathway].route === 'digital')
      .map((one) => [one.level, `digital/${one.pathway}/${one.slug}`])
      .sort()[0];
    expect(column).toBe('higher-technical');
    const values = {
      ...{ title: 'Robot trainer', level: '3', place: cluster, status: 'approved', overview: 'Trains robots.' },
      ...{ typicalJobTitles: 'Trainer\nCoach', keywords: 'robots', socCode: '2133' },
    };
    const unsure = await write('add', values);
    expect([unsure.status, unsure.$('#place-error').text()]).toEqual([422, expect.stringContaining('of level 3')]);
    expect([unsure.$('#title').val(), unsure.$('#place [selected]').attr('value')]).toEqual(['Robot trainer', cluster]);
    const long = await write('add', { ...values, keywords: 'x'.repeat(101), place: '', status: [] });
    const wrong = ['keywords', 'place', 'status'].map((field) => long.$(`#${field}-error`).text().trim());
    expect(wrong).toEqual([
      'Error: A keyword has 100 characters or fewer',
      'Error: Choose a place on the map',
      'Error: Choose a status',
    ]);
    const soc = await write('add', { ...values, level: '4' });
    expect(soc.$('#socConfidence-error').text()).toContain('Choose how sure the match is');
    const ada = await write('add', { ...values, level: '4', socConfidence: 'low' });
    const [operation] = await operations();
    if (operation?.op !== 'add-occupation') throw new Error('It is not added');
    expect(live.occupations[operation.occupation.reference]).toBeUndefined();
    const [, pathway, slug] = cluster.split('/');
    expect(operation).toMatchObject({
      occupation: {
        ...{ title: 'Robot trainer', level: 4, status: 'approved', overview: 'Trains robots.' },
        ...{ typicalJobTitles: ['Trainer', 'Coach'], keywords: ['robots'] },
        soc2020: { code: '2133', confidence: 'low' },
      },
      placement: { route: 'digital', pathway, cluster: slug },
    });
    expect(ada.text).toContain(`Add ${operation.occupation.reference} Robot trainer, level 4`);
    const again = await write('add', { ...values, level: '4', socConfidence: 'low', version: '1' });
    expect([again.status, again.$('#title').val()]).toEqual([409, 'Robot trainer']);
    expect(await operations()).toHaveLength(1);
  });

  it('merge occupations, one reference on each line, and say beside the field what is not on the map', async () => {
    const [one, other, into] = onRoute('digital');
    const refused = await write('merge', { references: `${one}\nOCC7777`, into });
    expect(refused.status).toBe(422);
    expect(refused.$('#references-error').text()).toContain('OCC7777 is not on the map');
    expect(refused.$('#references').val()).toBe(`${one}\nOCC7777`);
    expect((await write('merge', { references: `${one}\r\n ${other.toLowerCase()} `, into })).status).toBe(200);
    expect(await operations()).toEqual([{ op: 'merge-occupations', references: [one, other], into }]);
  });

  it('split an occupation into new ones, under references that another draft does not get as well', async () => {
    const parts = { title1: 'First half', level1: '4', place1: 'digital', title2: 'Second half', place2: 'digital' };
    const refused = await write('split', { reference: 'OCC0116', ...parts, level2: '9', title3: 'A third' });
    expect(refused.status).toBe(422);
    expect(refused.$('#level2-error').text()).toContain('Enter a level from 2 to 7');
    expect(refused.$('#title1').val()).toBe('First half');
    const third = await write('split', { reference: 'OCC0116', ...parts, level2: '4', title3: 'A third' });
    expect(third.$('#place3-error').text()).toContain('Choose a place on the map');
    const split = async () => {
      expect((await write('split', { reference: 'OCC0116', ...parts, level2: '4' })).status).toBe(200);
      const [operation] = await operations();
      if (operation?.op !== 'split-occupation') throw new Error('There is no split');
      return operation.into.map(({ occupation }) => occupation);
    };
    const first = await split();
    expect(first).toMatchObject([
      { title: 'First half', level: 4, status: 'in-development' },
      { title: 'Second half', level: 4, status: 'in-development' },
    ]);
    const ada = await site.as('ada@example.test');
    await ada.get(paths.newRevision());
    await ada.submit('/revisions', { title: 'Another draft' });
    revision = ada.url;
    const references = [...first, ...(await split())].map(({ reference }) => reference);
    expect(new Set(references).size).toBe(4);
    expect(references.some((one) => live.occupations[one])).toBe(false);
  });

  it('reinstate a retired occupation, with the status that is chosen', async () => {
    const retired = Object.values(live.occupations).find(({ status }) => status === 'retired')?.reference ?? '';
    const values = { reference: retired, place: 'digital' };
    const unsaid = await write('reinstate', values);
    expect(unsaid.$('#status-error').text()).toContain('Choose a status');
    await write('reinstate', { ...values, status: 'in-development' });
    const placement = { route: 'digital', pathway: null, cluster: null };
    expect(await operations()).toEqual([
      { op: 'reinstate-occupation', reference: retired, status: 'in-development', placement },
    ]);
  });

  it('amend the SOC code, the keywords, the status and the flag, each as a change of its own', async () => {
    const refused = await write('amend', { socCode: '9999', keywords: 'kept' }, 'OCC0116');
    expect([refused.status, refused.$('#socCode-error').text()]).toEqual([422, expect.stringContaining('9999')]);
    expect(refused.$('#keywords').val()).toBe('kept');
    const unknown = await write('amend', { soc2010Code: '9999' }, 'OCC0116');
    expect(unknown.$('#soc2010Code-error').text()).toContain('SOC 2010 has no unit group 9999');
    const soc = { socCode: '2133', socConfidence: 'medium', soc2010Code: '2136' };
    const values = { ...soc, keywords: 'apps\ncode', status: 'in-development', apprenticeshipOnly: 'yes' };
    const unsaid = await write('amend', values, 'OCC0116');
    expect(unsaid.$('#onlySource-error').text()).toContain('Enter who says that it is for apprenticeships only');
    const undated = await write('amend', { ...values, onlySource: 'Route review 2026', onlySince: 'then' }, 'OCC0116');
    expect(undated.$('#onlySince-error').text()).toContain('Enter the date of the source');
    await write('amend', { ...values, onlySource: 'Route review 2026', onlySince: '2026-11-02' }, 'OCC0116');
    const [operation] = await operations();
    if (operation?.op !== 'amend-occupation') throw new Error('There is no amendment');
    expect(Object.fromEntries(operation.changes.map(({ field, after }) => [field, after]))).toEqual({
      status: 'in-development',
      keywords: ['apps', 'code'],
      soc2020: { code: '2133', title: expect.any(String) as string, confidence: 'medium' },
      soc2010: { code: '2136', title: 'Programmers and software development professionals' },
      apprenticeshipOnly: true,
      apprenticeshipOnlySource: { by: 'Route review 2026', date: '2026-11-02' },
    });
    const ada = await site.as('ada@example.test');
    await ada.get(revision);
    expect(ada.text).toContain('apprenticeship-only flag: from no to yes');
    expect(ada.text).toContain('source of the apprenticeship-only flag: from nothing to Route review 2026 2026-11-02');
    await write('amend', { ...values, apprenticeshipOnly: 'no' }, 'OCC0116');
    const [, second] = await operations();
    expect(second).toMatchObject({
      changes: [
        { field: 'apprenticeshipOnly', after: false },
        { field: 'apprenticeshipOnlySource', after: null },
      ],
    });
  });

  it('amend duties, statements and their mapping, one on each line', async () => {
    const refused = await write('statements', { ksbs: 'How to do it\nK1: What to know' }, 'OCC0116');
    expect([refused.status, refused.$('#ksbs-error').text()]).toEqual([422, expect.stringContaining('code like K1')]);
    const unmapped = await write('statements', { duties: 'D1: Work | K9', ksbs: 'K1: What to know' }, 'OCC0116');
    expect(unmapped.status).toBe(200);
    expect(unmapped.text).toContain('duty D1 names K9, which the occupation does not have');
    await write('statements', { duties: 'd1: Write code | k1, S1', ksbs: 'K1: What to know\ns1) Test it' }, 'OCC0116');
    const [, second] = await operations();
    expect(second).toMatchObject({
      op: 'amend-occupation',
      changes: [
        { field: 'duties', after: [{ code: 'D1', text: 'Write code', ksbs: ['K1', 'S1'] }] },
        {
          field: 'ksbs',
          after: [
            { code: 'K1', kind: 'knowledge', text: 'What to know' },
            { code: 'S1', kind: 'skill', text: 'Test it' },
          ],
        },
      ],
    });
  });

  it('amend standard, option and products', async () => {
    const [reference] = onRoute('digital');
    const refused = await write('products', { products: 'Diploma | | A title', optionName: 'Alone' }, reference);
    expect([refused.status, refused.$('#optionName-error').text()]).toEqual([
      422,
      expect.stringContaining('or neither'),
    ]);
    const unknown = await write('products', { products: 'Diploma | | A title' }, reference);
    expect(unknown.$('#products-error').text()).toContain('Begin with one of Apprenticeship');
    const products = 'apprenticeship | ST0999 | A trade\nHigher Technical Qualification | | A diploma';
    const standard = { standard: 'st0999', standardVersion: '1.0', standardStatus: 'approved' };
    await write('products', { products, ...standard, optionCore: 'OCC0999', optionName: 'An option' }, reference);
    const [operation] = await operations();
    if (operation?.op !== 'amend-occupation') throw new Error('There is no amendment');
    expect(Object.fromEntries(operation.changes.map(({ field, after }) => [field, after]))).toEqual({
      standard: { reference: 'ST0999', version: '1.0', status: 'approved' },
      option: { core: 'OCC0999', name: 'An option' },
      products: [
        { kind: 'apprenticeship', reference: 'ST0999', title: 'A trade' },
        { kind: 'higher-technical-qualification', reference: null, title: 'A diploma' },
      ],
    });
  });

  it('add a version of a T Level, and amend one without losing what it covers', async () => {
    const tLevel = Object.values(live.tLevels).find(({ specialisms }) => specialisms.length > 0);
    if (tLevel === undefined) throw new Error('There is no T Level');
    const { title, route, startYear } = tLevel;
    const version = { tLevel: '61000001', title, route: route ?? 'digital', awardingOrganisation: '' };
    const twice = await write('add-t-level', { ...version, startYear: String(startYear), specialisms: 'Z1 | One' });
    expect(twice.$('#startYear-error').text()).toContain('a version of this T Level with this start year');
    const wrong = await write('add-t-level', { ...version, startYear: '2031', specialisms: 'One' });
    expect(wrong.$('#specialisms-error').text()).toContain('with a bar between them');
    await write('add-t-level', { ...version, startYear: '2031', specialisms: 'Z1 | One\nZ2 | Two' });
    const ada = await write('amend-t-level', { awardingOrganisation: 'An awarding body' }, tLevel.reference);
    expect([ada.errors, ada.status]).toEqual([[], 200]);
    const [added, changed] = await operations();
    expect(added).toMatchObject({ op: 'set-t-level', before: null, tLevel: { startYear: 2031, route } });
    expect(changed).toEqual({
      op: 'set-t-level',
      before: tLevel,
      tLevel: { ...tLevel, awardingOrganisation: 'An awarding body' },
    });
  });

  it('add, rename, move and retire pathways and clusters, and rename a route', async () => {
    expect((await write('add-pathway', { name: '', route: 'digital' })).$('#name-error').text()).toContain('name');
    await write('add-pathway', { name: 'Quantum & robots', route: 'digital' });
    await write('add-cluster', { name: 'Robot keepers', pathway: 'quantum-robots', level: 'technical' });
    const again = await write('add-cluster', { name: 'Robot keepers', pathway: 'quantum-robots', level: 'technical' });
    expect(again.$('#name-error').text()).toContain('There already is a cluster of this name');
    await write('rename-pathway', { pathway: 'quantum-robots', name: 'Robotics' });
    await write('cluster-column', { cluster: 'robot-keepers', level: 'professional' });
    const same = await write('cluster-column', { cluster: 'robot-keepers', level: 'professional' });
    expect(same.$('#level-error').text()).toContain('It stands in this column already');
    const [elsewhere] = Object.values(live.pathways).filter(({ route }) => route === 'digital');
    await write('move-cluster', { cluster: 'robot-keepers', pathway: elsewhere.slug });
    await write('rename-cluster', { cluster: 'robot-keepers', name: 'Keepers' });
    await write('retire-cluster', { follows: 'no' }, 'robot-keepers');
    await write('move-pathway', { pathway: 'quantum-robots', route: 'care-services' });
    await write('retire-pathway', { follows: 'no' }, 'quantum-robots');
    await write('rename-route', { route: 'digital', name: 'Digital and data' });
    expect((await operations()).map(({ op }) => op)).toEqual([
      ...['add-pathway', 'add-cluster', 'amend-pathway', 'amend-cluster', 'amend-cluster', 'amend-cluster'],
      ...['retire-cluster', 'amend-pathway', 'retire-pathway', 'amend-route'],
    ]);
  });

  it('merge a cluster or pathway into another one', async () => {
    const { clusters, pathways } = live;
    const cluster = Object.values(clusters).find(({ level }) => level === 'higher-technical')?.slug ?? '';
    const [other, into] = Object.keys(clusters).filter(
      (one) => one !== cluster && clusters[one].level === 'professional',
    );
    const unsaid = await write('retire-cluster', {}, cluster);
    expect(unsaid.$('#follows-error').text()).toContain('Say whether another one follows it');
    expect(unsaid.$('main').text()).toContain(clusters[cluster].name);
    const unnamed = await write('retire-cluster', { follows: 'yes' }, cluster);
    expect(unnamed.$('#into-error').text()).toContain('Choose the cluster that follows it');
    const column = await write('retire-cluster', { follows: 'yes', into }, cluster);
    expect(column.$('#into-error').text()).toContain('stand in different columns');
    const ada = await write('retire-cluster', { follows: 'yes', into }, other);
    expect(ada.text).toContain(`Merge the cluster ${clusters[other].name} into ${clusters[into].name}`);
    const [from, to] = Object.keys(pathways).filter((one) => pathways[one].route !== 'digital');
    await write('retire-pathway', { follows: 'yes', into: to }, from);
    expect(await operations()).toEqual([
      { op: 'retire-cluster', cluster: clusters[other], into: clusters[into] },
      { op: 'retire-pathway', pathway: pathways[from], into: expect.objectContaining({ slug: to }) as object },
    ]);
  });

  it('split a new cluster or pathway off another one', async () => {
    const { clusters, pathways, placements } = live;
    const [reference, place] = Object.entries(placements).find(([, { cluster }]) => cluster !== null) ?? ['', null];
    const cluster = clusters[place?.cluster ?? ''];
    const unticked = await write('split-cluster', { name: 'Robot menders' }, cluster.slug);
    expect(unticked.$('#taken-error').text()).toContain('Choose what goes over to the new one');
    expect(unticked.$('#name').val()).toBe('Robot menders');
    await write('split-cluster', { name: 'Robot menders', taken: [reference] }, cluster.slug);
    const pathway = pathways[cluster.pathway];
    const ada = await write('split-pathway', { name: 'Robotics', taken: ['robot-menders'] }, pathway.slug);
    expect(ada.text).toContain(`Split the pathway Robotics off ${pathway.name}, with Robot menders`);
    expect(await operations()).toEqual([
      {
        op: 'split-cluster',
        cluster,
        part: { ...cluster, slug: 'robot-menders', name: 'Robot menders' },
        occupations: [reference],
      },
      {
        op: 'split-pathway',
        pathway,
        part: { ...pathway, slug: 'robotics', name: 'Robotics' },
        clusters: ['robot-menders'],
      },
    ]);
  });

  it('set what a specialism of a T Level covers, and nothing that it may not cover', async () => {
    const tLevel = Object.values(live.tLevels).find(({ specialisms }) => specialisms.length > 0);
    if (tLevel === undefined) throw new Error('There is no T Level');
    const [first] = tLevel.specialisms;
    const field = `covers-${first.reference}`;
    const high = Object.values(live.occupations).find(({ level, status }) => level === 6 && status === 'approved');
    const refused = await write('t-level', { [field]: high?.reference ?? '' }, tLevel.reference);
    expect(refused.status).toBe(422);
    expect(refused.$(`#${field}-error`).text()).toContain('is at level 6, not 3');
    const route = tLevel.route ?? 'digital';
    const ada = await write('t-level', { [field]: '', panels: [route] }, tLevel.reference);
    expect([ada.status, ada.text]).toEqual([200, expect.stringContaining(`Set the T Level ${tLevel.title}`)]);
    const [operation] = await operations();
    if (operation?.op !== 'set-t-level') throw new Error('It is not set');
    expect(operation.tLevel.specialisms).toEqual([{ ...first, covers: [] }, ...tLevel.specialisms.slice(1)]);
  });
});
