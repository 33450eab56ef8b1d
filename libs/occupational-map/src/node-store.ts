import type { Reader, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { MapNode, MapTree } from './domain';
import { childrenOf } from './domain';

/** A node that an edition names is not stored: somebody took it past all rules. */
export class LostNode extends Error {}

/** Reads and writes the nodes of editions. A node that was read stays in memory: its hash says that it cannot change. */
@Injectable()
export class NodeStore {
  private known = new Map<string, MapNode>();

  /** The whole tree under a root, read level by level; only nodes not in memory are asked for. */
  async tree(reader: Reader, root: string): Promise<MapTree> {
    const nodes = new Map<string, MapNode>();
    let level = [root];
    while (level.length > 0) {
      const found = await this.read(reader, level);
      level = [];
      for (const node of found) {
        if (nodes.has(node.hash)) continue;
        nodes.set(node.hash, node);
        for (const child of childrenOf(node)) level.push(child);
      }
    }
    return { root, nodes };
  }

  /**
   * Writes nodes; those that some edition has already stay as they are. One goes on each line, since canonical JSON has no
   * line ends of its own: read as an array in PostgreSQL's own writing, which quotes each quote, it takes twice as long.
   */
  async write(tx: Tx, fresh: readonly MapNode[]): Promise<void> {
    if (fresh.length === 0) return;
    const lines = (key: keyof MapNode): string => fresh.map((node) => node[key]).join('\n');
    await tx.rows(
      `insert into map_node (hash, kind, content)
       select * from unnest(string_to_array($1, chr(10)), string_to_array($2, chr(10)), string_to_array($3, chr(10)))
       on conflict (hash) do nothing`,
      [lines('hash'), lines('kind'), lines('content')],
    );
  }

  /** Keeps in memory only what the live edition has. */
  keepOnly(tree: MapTree): void {
    this.known = new Map(tree.nodes);
  }

  private async read(reader: Reader, hashes: readonly string[]): Promise<MapNode[]> {
    const lacking = [...new Set(hashes.filter((hash) => !this.known.has(hash)))];
    const rows =
      lacking.length === 0
        ? []
        : await reader.rows<MapNode>('select hash, kind, content from map_node where hash = any($1)', [lacking]);
    const fresh = new Map(rows.map((node) => [node.hash, node]));
    return hashes.map((hash) => {
      const node = this.known.get(hash) ?? fresh.get(hash);
      if (!node) throw new LostNode(`The database lacks the map node ${hash}`);
      return node;
    });
  }
}
