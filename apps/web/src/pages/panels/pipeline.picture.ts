import { type Age, ages, type PipelineBar } from '@app/panels';

const width = 900;
const labelWidth = 230;
const rowHeight = 44;
const barHeight = 28;
const legendHeight = 36;

/** Light to dark, and what is late is hatched, so that the bars are told apart without colour, too. */
const fills: Readonly<Record<Age, string>> = {
  'under-2': '#ffffff',
  'under-4': '#b7d3d0',
  'under-6': '#4f8a84',
  'over-6': 'url(#overdue)',
};

/**
 * The pipeline as SVG: a bar for each stage, parted by how long ago things were submitted. The table beside it says the
 * same, so a screen reader gets a title and no more.
 */
export function pipelinePicture(bars: readonly PipelineBar[]): string {
  const most = Math.max(1, ...bars.map(({ total }) => total));
  const unit = (width - labelWidth - 60) / most;
  const height = legendHeight + bars.length * rowHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="waymark-bars" role="img" aria-label="Bars of what is on its way, by stage and age; the table below has the numbers" viewBox="0 0 ${width} ${height}" font-family="Helvetica Neue, Helvetica, Arial, sans-serif" color="#0b0c0c">`,
    `<defs><pattern id="overdue" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="#d4351c"/><rect width="3" height="8" fill="#ffffff"/></pattern></defs>`,
    ...ages.map(({ key, text }, at) => legendOf(key, text, at)),
    ...bars.map((bar, at) => barOf(bar, legendHeight + at * rowHeight, unit)),
    '</svg>',
  ].join('');
}

function legendOf(age: Age, words: string, at: number): string {
  const x = labelWidth + at * 160;
  return `${box(x, 4, 16, 16, age)}${label(x + 22, 17, words)}`;
}

function barOf({ text, total, byAge }: PipelineBar, y: number, unit: number): string {
  const parts: string[] = [];
  let x = labelWidth;
  for (const { key } of ages) {
    const length = byAge[key] * unit;
    if (length > 0) parts.push(box(x, y, length, barHeight, key));
    x += length;
  }
  return `${label(0, y + 19, text)}${parts.join('')}${label(x + 8, y + 19, String(total))}`;
}

function box(x: number, y: number, w: number, h: number, age: Age): string {
  return `<rect x="${round(x)}" y="${y}" width="${round(w)}" height="${h}" fill="${fills[age]}" stroke="currentColor"/>`;
}

function label(x: number, y: number, words: string): string {
  return `<text x="${round(x)}" y="${y}" font-size="16" fill="currentColor">${words}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
