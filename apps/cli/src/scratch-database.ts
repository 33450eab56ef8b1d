import { Client } from 'pg';
import { bringUp, type Urls } from './database';

/** Runs `work` on an empty database of its own on the same server, and drops it, however the work ended. */
export async function withScratchDatabase<T>(urls: Urls, work: (scratch: Urls) => Promise<T>): Promise<T> {
  const name = `waymark_bench_${process.pid}`;
  const named = (url: string): string => {
    const changed = new URL(url);
    changed.pathname = `/${name}`;
    return changed.toString();
  };
  await asOwner(urls.ownerUrl, `create database "${name}"`);
  try {
    const scratch = { ownerUrl: named(urls.ownerUrl), appUrl: named(urls.appUrl) };
    await bringUp(scratch);
    return await work(scratch);
  } finally {
    await drop(urls.ownerUrl, name);
  }
}

/** Without force first: that would take vacuuming for somebody's session, which only a superuser may end. */
async function drop(ownerUrl: string, name: string): Promise<void> {
  try {
    await asOwner(ownerUrl, `drop database if exists "${name}"`);
  } catch {
    await asOwner(ownerUrl, `drop database if exists "${name}" with (force)`);
  }
}

async function asOwner(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
