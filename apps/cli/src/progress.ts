import { Presets, SingleBar } from 'cli-progress';

/** How far long work has come; `end` is called once, however it ended. */
export type Progress = { step: (done: number, of: number) => void; end: () => void };

/** Says nothing: for output that another program reads. */
export const silent: Progress = { step: () => {}, end: () => {} };

/** A bar on a terminal, a line for every 10 % elsewhere. `unit` is what is counted, in the plural: "rows". */
export function progressOn(stream: NodeJS.WriteStream, unit: string): Progress {
  if (stream.isTTY) {
    const bar = new SingleBar(
      { format: `{bar} {percentage}% {value} of {total} ${unit}`, stream },
      Presets.shades_classic,
    );
    return {
      step: (done, of) => (done === 1 ? bar.start(of, done) : bar.update(done)),
      end: () => bar.stop(),
    };
  }
  let told = 0;
  return {
    step: (done, of) => {
      const tenths = Math.floor((done * 10) / of);
      if (tenths > told) stream.write(`${tenths * 10}% ${done} of ${of} ${unit}\n`);
      told = tenths;
    },
    end: () => {},
  };
}
