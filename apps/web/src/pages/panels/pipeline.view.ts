import { paths } from '@app/kernel';
import { ages, type Pipeline } from '@app/panels';
import { pipelinePicture } from './pipeline.picture';

/** The dashboard as its template prints it: the picture, and a table of the same numbers beside it. */
export function pipelineView({ panel, bars, items, times }: Pipeline) {
  const { answered, inTime, medianDays, overdue } = times;
  return {
    title: `On its way: ${panel.name}`,
    panel,
    bars: bars.map((bar) => ({ ...bar, counts: ages.map(({ key }) => bar.byAge[key]) })),
    ages: ages.map(({ text }) => text),
    picture: pipelinePicture(bars),
    items: items.map((item) => ({ ...item, href: paths.proposal(item.id), stands: item.state.replaceAll('-', ' ') })),
    facts: [
      { text: 'Decisions and returns in the last year', value: String(answered) },
      { text: 'In time', value: answered === 0 ? 'None yet' : `${inTime} (${Math.round((100 * inTime) / answered)}%)` },
      {
        text: 'Days from submission to answer, in the middle',
        value: medianDays === null ? 'None yet' : String(medianDays),
      },
      { text: 'Overdue now', value: String(overdue) },
    ],
  };
}
