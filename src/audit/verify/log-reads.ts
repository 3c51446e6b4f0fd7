import type pg from 'pg';
import { type Epoch, epochOf, type EpochRow, selectEpochs } from '../tree/epoch.js';
import { EMPTY_ROOT } from '../tree/merkle.js';
import { type StoredCheckpoint } from './checkpoint-checks.js';
import { type OpenedEpoch } from './epoch-checks.js';
import { atEvent, atTile, type Finding } from './finding.js';
import { Frontier } from './frontier.js';
import { tileProblem, type TileRow } from './tile-checks.js';

const TILE = 256;
const HASH = 32;
const PAGE = 1000;

/** How far the log goes. */
export interface LogExtent {
  readonly events: number;
  /** The events or the leaves of the stored tree, whichever are more. */
  readonly through: number;
  /** The first number that has an event: older ones were dropped. */
  readonly pruned: number;
  /** Events that have no number yet. */
  readonly waiting: number;
  readonly epochs: readonly Epoch[];
  /** What events say of them, those that wait for a number too. */
  readonly opened: readonly OpenedEpoch[];
}

export async function readExtent(client: pg.ClientBase): Promise<LogExtent> {
  const { rows } = await client.query<{ events: string; leaves: string; waiting: string; pruned: string }>(
    `SELECT (SELECT coalesce(max(seq) + 1, 0) FROM audit_events) AS events, audit_tree_size() AS leaves,
            (SELECT count(*) FROM audit_queue) AS waiting,
            (SELECT coalesce(min(low), 0) FROM audit_partitions WHERE dropped_at IS NULL) AS pruned`,
  );
  const { rows: epochs } = await client.query<EpochRow>(selectEpochs);
  const { rows: opened } = await client.query<{ detail: OpenedEpoch }>(
    `SELECT detail FROM audit_events WHERE action = 'audit.epoch_opened'
     UNION ALL SELECT body::jsonb -> 'detail' FROM audit_queue WHERE body::jsonb ->> 'action' = 'audit.epoch_opened'`,
  );
  const [events, leaves] = [Number(rows[0]?.events), Number(rows[0]?.leaves)];
  return {
    events,
    through: Math.max(events, leaves),
    pruned: Number(rows[0]?.pruned),
    waiting: Number(rows[0]?.waiting),
    opened: opened.map(({ detail }) => detail),
    epochs: epochs.map(epochOf),
  };
}

/** The highest number that an event of the log says was dropped; -1 where none says so. */
export async function recordedPruning(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ to: string | null }>(
    `SELECT max((detail ->> 'to')::bigint) AS to FROM audit_events WHERE action = 'audit.pruned'`,
  );
  return Number(rows[0]?.to ?? -1);
}

/** The roots of these full segments from the stored tree, which the second level of tiles holds. */
export async function storedSegmentRoots(client: pg.ClientBase, count: number): Promise<Buffer[]> {
  const { rows } = await client.query<TileRow>(
    'SELECT tile, first, hashes FROM audit_tree WHERE level = 2 ORDER BY tile, first',
  );
  const all = Buffer.concat(rows.map(({ hashes }) => hashes));
  return Array.from({ length: count }, (_, at) => all.subarray(at * HASH, (at + 1) * HASH));
}

/** The root of the stored tree at a size; undefined where it has not so many leaves. */
export async function storedRoot(client: pg.ClientBase, size: number): Promise<Buffer | undefined> {
  const { rows } = await client.query<{ root: Buffer | null }>('SELECT audit_root($1) AS root', [size]);
  return rows[0]?.root ?? undefined;
}

/** The stored checkpoints of more than `above` and at most `most` events, the smallest first. */
export async function* storedCheckpoints(
  client: pg.ClientBase,
  above: number,
  most: number,
): AsyncGenerator<StoredCheckpoint> {
  let last = { size: above, epoch: Number.MAX_SAFE_INTEGER };
  for (;;) {
    const { rows } = await client.query<Omit<StoredCheckpoint, 'size'> & { size: string }>(
      `SELECT c.epoch, e.origin, c.size, c.root, c.note FROM audit_checkpoints c JOIN audit_epochs e USING (epoch)
       WHERE (c.size, c.epoch) > ($1::bigint, $2::bigint) AND c.size <= $3 ORDER BY c.size, c.epoch LIMIT $4`,
      [last.size, last.epoch, most, PAGE],
    );
    for (const row of rows) {
      const found = { ...row, size: Number(row.size) };
      last = found;
      yield found;
    }
    if (rows.length < PAGE) return;
  }
}

/** Compares the tiles above those of the segments. @param roots of the full segments, which the second level holds */
export async function upperTiles(
  client: pg.ClientBase,
  roots: readonly Buffer[],
): Promise<Finding | undefined> {
  let hashes = roots;
  for (let level = 2; hashes.length > 0; level += 1) {
    const { rows } = await client.query<TileRow>(
      'SELECT tile, first, hashes FROM audit_tree WHERE level = $1 ORDER BY tile, first',
      [level],
    );
    const found = tileProblem(level, 0, rows, Buffer.concat(hashes));
    if (found !== undefined) return found;
    hashes = Array.from({ length: Math.floor(hashes.length / TILE) }, (_, tile) =>
      fold(hashes.slice(tile * TILE, (tile + 1) * TILE)),
    );
  }
  return undefined;
}

/** A tile beyond the end of a tree of so many leaves. */
export async function strayTile(client: pg.ClientBase, leaves: number): Promise<Finding | undefined> {
  const { rows } = await client.query<{ level: number; tile: string }>(
    `SELECT t.level, t.tile FROM (SELECT DISTINCT level FROM audit_tree) AS l
     CROSS JOIN LATERAL (SELECT level, tile FROM audit_tree
                         WHERE level = l.level AND (tile < 0 OR tile * 256 >= trunc($1::numeric / 256::numeric ^ l.level))
                         LIMIT 1) t
     ORDER BY t.level LIMIT 1`,
    [leaves],
  );
  const [stray] = rows;
  return stray === undefined ? undefined : atTile(stray.level, Number(stray.tile), 'no event belongs to it');
}

/** An event before the first one. */
export async function strayEvent(client: pg.ClientBase): Promise<Finding | undefined> {
  const { rows } = await client.query<{ seq: string }>(
    'SELECT seq FROM audit_events WHERE seq < 0 ORDER BY seq LIMIT 1',
  );
  const [stray] = rows;
  return stray === undefined ? undefined : atEvent(Number(stray.seq), 'no event has such a number');
}

/** A personal value that belongs to no event. @param checked how many belong to one */
export async function strayValue(client: pg.ClientBase, checked: number): Promise<Finding | undefined> {
  const { rows } = await client.query<{ values: string }>(
    `SELECT (SELECT count(*) FROM audit_values)
       - (SELECT count(*) FROM (SELECT DISTINCT q.id FROM audit_queue q WHERE ${NOT_NUMBERED}) w
          JOIN audit_values v ON v.event = w.id) AS values`,
  );
  if (Number(rows[0]?.values) === checked) return undefined;
  const { rows: strays } = await client.query<{ event: string; field: string }>(
    `SELECT event, field FROM audit_values v
     WHERE NOT EXISTS (SELECT FROM audit_queue q WHERE q.id = v.event AND ${NOT_NUMBERED})
     AND NOT EXISTS (SELECT FROM audit_events e WHERE e.id = v.event) LIMIT 1`,
  );
  const [stray] = strays;
  if (stray === undefined)
    return { where: 'values', what: `${checked} belong to events, and more are there` };
  return { where: `value ${stray.event}/${stray.field}`, what: 'no event belongs to it' };
}

/** An event waits for a number. One that has a number and waits too does not hide its values. */
const NOT_NUMBERED = 'NOT EXISTS (SELECT FROM audit_events e WHERE e.id = q.id)';

/** The root above a full tile. */
function fold(tile: readonly Buffer[]): Buffer {
  const frontier = new Frontier();
  for (const hash of tile.slice(0, -1)) frontier.push(hash);
  return frontier.root(tile.at(-1) ?? EMPTY_ROOT);
}
