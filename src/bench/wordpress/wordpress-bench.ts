import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../child.js';
import { type MadeBundle } from '../export/make-bundle.js';
import { type LimitRun, reportWordpress, type SizeRuns } from './wordpress-report.js';
import { measurePeer } from './peer-run.js';
import { type MeasuredSite, openSites } from './sites.js';

const RUNS = 5;

/**
 * Exports one person of a WordPress site, and compares it with the least work that could carry the same records: the
 * database's own client, writing JSON through gzip -1. Runs take turns, each in a process of its own.
 * @param peer whether WordPress's own export runs beside it, from the folder that WP_PEER_DIR names
 */
export async function wordpressBench(peer = false): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'athar-bench-'));
  const sites = await openSites(folder);
  try {
    const measured: SizeRuns[] = [];
    for (const size of sites.sizes) {
      console.log(`Size ${size.label}: ${size.what}`);
      const site = await size.open();
      measured.push({
        size: size.label,
        ...(await measure(site, folder)),
        peer: peer ? await measurePeer(size.label) : undefined,
      });
    }
    reportWordpress(measured);
  } finally {
    await sites.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(site: MeasuredSite, folder: string): Promise<Omit<SizeRuns, 'size' | 'peer'>> {
  const settings = {
    BENCH_SITE_URL: site.url,
    BENCH_FOLDER: folder,
    BENCH_EMAIL: site.email,
    BENCH_PREFIX: site.prefix,
  };
  const limits: LimitRun[] = [];
  const bundles: MadeBundle[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    limits.push(await runChild<LimitRun>(new URL('limit-run.js', import.meta.url), settings));
    bundles.push(await runChild<MadeBundle>(new URL('bundle-run.js', import.meta.url), settings));
    console.log(
      `Run ${run} of ${RUNS}: ${limits.at(-1)?.seconds.toFixed(2)} s, ${bundles.at(-1)?.seconds.toFixed(2)} s`,
    );
  }
  return { limits, bundles };
}
