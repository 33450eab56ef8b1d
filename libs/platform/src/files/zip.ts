/** Where the list of entries ends (APPNOTE 4.3.16): 22 bytes, then a comment of up to 65,535. */
const endOfList = Buffer.from('PK\x05\x06', 'latin1');
const entryHead = Buffer.from('PK\x01\x02', 'latin1');
const endLength = 22;
const mostEntries = 5_000;

/**
 * The names of all entries of a zip, by its own list at the end, which is what programs open; null for what is no zip,
 * or one that has something before it (two files in one), is in parts, or lists more than it holds.
 */
export function zipEntries(bytes: Buffer): string[] | null {
  const end = endAt(bytes);
  if (end === null) return null;
  const [count, size, start] = [
    bytes.readUInt16LE(end + 10),
    bytes.readUInt32LE(end + 12),
    bytes.readUInt32LE(end + 16),
  ];
  if (count > mostEntries || start + size !== end) return null;
  const names: string[] = [];
  let at = start;
  while (at < end) {
    if (at + 46 > end || !bytes.subarray(at, at + 4).equals(entryHead)) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    names.push(bytes.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names.length === count ? names : null;
}

/** Whether a zip stands at the end of these bytes, whatever stands before it. */
export function endsAsZip(bytes: Buffer): boolean {
  return endAt(bytes) !== null;
}

function endAt(bytes: Buffer): number | null {
  const at = bytes.lastIndexOf(endOfList);
  if (at === -1 || at + endLength > bytes.length) return null;
  return at + endLength + bytes.readUInt16LE(at + 20) === bytes.length ? at : null;
}
