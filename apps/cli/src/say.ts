/** Says one line to the person at the command line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
