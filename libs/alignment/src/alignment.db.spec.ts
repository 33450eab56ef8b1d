import { Refused, systemActor } from '@app/kernel';
import { EditionStore, newOccupation, OccupationalMapModule } from '@app/occupational-map';
import { aMap } from '@app/occupational-map/testing';
import { publishMap, testContext, type TestContext } from '@test/support';
import { AlignmentModule } from './alignment.module';
import { Alignments } from './alignment.service';
import { SocClassification } from './soc-classification.service';

let ctx: TestContext;
const actor = systemActor('test');

beforeAll(async () => {
  ctx = await testContext([OccupationalMapModule, AlignmentModule]);
});
afterAll(() => ctx.close());

const csv = (rows: string) => `code,title,description,tasks,related_job_titles\n${rows}`;

it('takes in the unit groups of SOC 2020 once, and says which line is wrong', async () => {
  const soc = ctx.module.get(SocClassification);
  const rows =
    '2134,Programmers,Write code,writes code,Developer; Coder\n5213,Welding trades,Join metal,welds,Welder\n';
  expect(await soc.import(actor, 'soc.csv', csv(rows))).toEqual({ groups: 2, changed: true });
  expect(await soc.import(actor, 'soc.csv', csv(rows))).toEqual({ groups: 2, changed: false });
  expect((await soc.all())[0]).toMatchObject({ code: '2134', relatedJobTitles: ['Developer', 'Coder'] });
  await expect(soc.import(actor, 'soc.csv', csv('21,Programmers,,,\n'))).rejects.toThrow('Line 2');
  await expect(soc.import(actor, 'soc.csv', csv(''))).rejects.toThrow(Refused);
  const said = await ctx.db.read().rows(`select 1 from event where type = 'classification.imported'`);
  expect(said).toHaveLength(1);
});

it('proposes the pathway and the cluster where similar occupations stand, at the right technical level', async () => {
  const map = aMap()
    .route('engineering')
    .pathway('joining')
    .cluster('welders', 'technical')
    .occupation('OCC1001', { title: 'Welder', level: 2, overview: 'Joins metal by welding.' })
    .occupation('OCC1002', { title: 'Pipe welder', level: 3, overview: 'Welds pipes of metal.' })
    .cluster('welding-managers', 'professional')
    .occupation('OCC1003', { title: 'Welding engineer', level: 6, overview: 'Plans the welding of metal.' })
    .pathway('maintaining')
    .cluster('maintainers', 'technical')
    .occupation('OCC1004', { title: 'Lift mechanic', level: 3, overview: 'Maintains lifts.' })
    .build();
  const waiting = newOccupation({
    reference: 'OCC1005',
    title: 'Plate welder',
    level: 3,
    overview: 'Welds metal plates.',
  });
  const state = {
    ...map,
    occupations: { ...map.occupations, OCC1005: { ...waiting, status: 'approved' as const } },
    placements: { ...map.placements, OCC1005: { route: 'engineering', pathway: null, cluster: null } },
  };
  await ctx.db.write((tx) => publishMap(tx, ctx.module.get(EditionStore), { state }));
  const alignments = ctx.module.get(Alignments);
  const [proposal] = await alignments.placings('engineering');
  expect(proposal).toMatchObject({ route: 'engineering', sure: true, occupation: { reference: 'OCC1005' } });
  expect(proposal.places[0]).toMatchObject({ pathway: 'joining', cluster: 'welders' });
  expect(proposal.places[0].like).toEqual(expect.arrayContaining(['OCC1001', 'OCC1002']));
  expect(proposal.places.map(({ cluster }) => cluster)).not.toContain('welding-managers');
  const [similar] = await alignments.similarTo('OCC1005', 1, 1);
  expect(['OCC1001', 'OCC1002']).toContain(similar.occupation.reference);
});
