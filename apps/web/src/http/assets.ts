import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@app/platform';

/** Where `npm run build` puts the style sheets, scripts and pictures. */
export const assetFolder = join(projectRoot(), 'dist/assets');

const versions = new Map<string, string>();

/** The address of an asset, with a part of its content's hash, so that browsers may keep it for a year. */
export function assetFile(name: string): string {
  let version = versions.get(name);
  if (version === undefined) {
    const file = join(assetFolder, name);
    version = existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12) : 'none';
    versions.set(name, version);
  }
  return `/assets/${name}?v=${version}`;
}
