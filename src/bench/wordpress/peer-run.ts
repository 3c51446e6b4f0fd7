import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What WordPress's own export of its own site took. */
export interface PeerRun {
  readonly seconds: number;
  /** As its script printed it. */
  readonly line: string;
}

/**
 * WordPress's own export, by the script `measure-wp.sh` of the folder that WP_PEER_DIR names, on the site of that size
 * which `make-wp-db.sh` made there. It is run once: it takes long.
 * @returns undefined where there is none
 */
export async function measurePeer(size: string): Promise<PeerRun | undefined> {
  const { WP_PEER_DIR: folder = '' } = process.env;
  const script = join(folder, 'measure-wp.sh');
  if (folder === '' || !existsSync(script)) {
    console.log('There is no WordPress beside it: WP_PEER_DIR names no folder with measure-wp.sh.');
    return undefined;
  }
  const started = performance.now();
  const { stdout } = await promisify(execFile)(script, ['export', size, 'inproc'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = (performance.now() - started) / 1000;
  const line = stdout.trim().split('\n').at(-1) ?? '';
  console.log(`WordPress: ${seconds.toFixed(2)} s; ${line}`);
  return { seconds, line };
}
