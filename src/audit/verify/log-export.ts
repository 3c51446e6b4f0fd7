import type pg from 'pg';
import { createWriteStream, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf } from '../../platform/errors/code-of.js';
import { copyOut, setLocals } from '../../platform/database/copy.js';
import { storedCheckpoints } from './log-reads.js';
import { WALK } from '../walk-settings.js';

/** Thrown where the folder of an export cannot be used. The message is for people. */
export class ExportRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExportRefused';
  }
}

/** The files of an export, as `docs/verify/README.md` describes them. */
export const EXPORT_FILES = {
  leaves: 'leaves.ndjson',
  pruned: 'pruned.txt',
  checkpoints: 'checkpoints.txt',
  keys: 'keys.json',
  values: 'values.ndjson',
} as const;

/** One hash a row, of each leaf that was dropped. */
const PRUNED_HASHES = `
  SELECT encode(substr(t.hashes, place * 32 + 1, 32), 'base64')
  FROM audit_tree t CROSS JOIN LATERAL generate_series(0, octet_length(t.hashes) / 32 - 1) AS place
  WHERE t.level = 0 AND t.tile * 256 + t.first + place < current_setting('athar.pruned')::bigint
  ORDER BY t.tile, t.first, place`;

/** Makes the folder, or takes an empty one. @throws ExportRefused */
export function openExportFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readdirSync(folder).length > 0)
      throw new ExportRefused(`${folder} is not empty; name another folder.`);
  } catch (error) {
    if (error instanceof ExportRefused) throw error;
    throw new ExportRefused(`${folder} cannot be made (${codeOf(error)}).`);
  }
}

/** What an export holds beside the leaves and the stored checkpoints. */
export interface ExportParts {
  /** A JWK Set with the key of the log. */
  readonly keys: object;
  /** Notes that are not in the database. */
  readonly beside: readonly string[];
  /** The first number that has an event; of what was dropped before it the stored hashes are written. */
  readonly pruned: number;
}

/** Writes what somebody else needs to check the log without us, out of the snapshot of the connection. */
export async function exportLog(
  client: pg.ClientBase,
  folder: string,
  { keys, beside, pruned }: ExportParts,
): Promise<void> {
  await setLocals(client, { ...WALK, 'athar.pruned': String(pruned) });
  if (pruned > 0) await copyTo(client, PRUNED_HASHES, join(folder, EXPORT_FILES.pruned));
  await copyTo(client, 'SELECT leaf FROM audit_events ORDER BY seq', join(folder, EXPORT_FILES.leaves));
  await pipeline(notes(client, beside), fileAt(join(folder, EXPORT_FILES.checkpoints)));
  await pipeline([`${JSON.stringify(keys, null, 2)}\n`], fileAt(join(folder, EXPORT_FILES.keys)));
}

/** Writes the personal values with what proves them. The caller has recorded that it is done, and why. */
export async function exportValues(client: pg.ClientBase, folder: string): Promise<void> {
  await setLocals(client, WALK);
  await copyTo(
    client,
    `SELECT json_build_object('seq', e.seq, 'field', v.field, 'value', v.value,
       'salt', translate(encode(v.salt, 'base64'), '+/=', '-_'))
     FROM audit_events e CROSS JOIN LATERAL (SELECT * FROM audit_values WHERE event = e.id ORDER BY field) v ORDER BY e.seq`,
    join(folder, EXPORT_FILES.values),
  );
}

async function* notes(client: pg.ClientBase, beside: readonly string[]): AsyncGenerator<string> {
  const told = new Set<string>();
  let separator = '';
  for await (const { note } of storedCheckpoints(client, 0, Number.MAX_SAFE_INTEGER)) {
    if (beside.includes(note)) told.add(note);
    yield separator + note;
    separator = '\n';
  }
  for (const note of beside.filter((each) => !told.has(each))) {
    yield separator + note;
    separator = '\n';
  }
}

async function copyTo(client: pg.ClientBase, select: string, path: string): Promise<void> {
  await pipeline(copyOut(client, select, 'json'), fileAt(path));
}

function fileAt(path: string): ReturnType<typeof createWriteStream> {
  return createWriteStream(path, { flags: 'wx', mode: 0o600 });
}
