import { inflateRawSync } from 'node:zlib';

/** Where the list of entries ends (APPNOTE 4.3.16): 22 bytes, then a comment of up to 65,535. */
const endOfList = Buffer.from('PK\x05\x06', 'latin1');
const entryHead = Buffer.from('PK\x01\x02', 'latin1');
const endLength = 22;
const mostEntries = 5_000;
const mostText = 4_000_000;

/** An entry of a zip as its list tells it: where its own head begins, and how many bytes it takes there. */
export type ZipEntry = Readonly<{ name: string; hasPassword: boolean; deflated: boolean; at: number; size: number }>;

/**
 * All entries of a zip, by its own list at the end, which is what programs open; null for what is no zip, or one that
 * has something before it (two files in one), is in parts, or lists more than it holds.
 */
export function zipEntries(bytes: Buffer): ZipEntry[] | null {
  const end = endAt(bytes);
  if (end === null) return null;
  const [count, size, start] = [
    bytes.readUInt16LE(end + 10),
    bytes.readUInt32LE(end + 12),
    bytes.readUInt32LE(end + 16),
  ];
  if (count > mostEntries || start + size !== end) return null;
  const entries: ZipEntry[] = [];
  let at = start;
  while (at < end) {
    if (at + 46 > end || !bytes.subarray(at, at + 4).equals(entryHead)) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + name),
      hasPassword: (bytes.readUInt16LE(at + 8) & 1) === 1,
      deflated: bytes.readUInt16LE(at + 10) === 8,
      at: bytes.readUInt32LE(at + 42),
      size: bytes.readUInt32LE(at + 20),
    });
    at += 46 + name + extra + comment;
  }
  return entries.length === count ? entries : null;
}

/** The text of an entry; null for one that cannot be read, or would be larger than any text of a document's frame. */
export function zipText(bytes: Buffer, { at, size, deflated }: ZipEntry): string | null {
  if (at + 30 > bytes.length) return null;
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const data = bytes.subarray(start, start + size);
  try {
    return (deflated ? inflateRawSync(data, { maxOutputLength: mostText }) : data).toString('utf8');
  } catch {
    return null;
  }
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
