import { parseArgs } from 'node:util';
import { auditBench } from './audit/audit-bench.js';
import { erasureBench } from './erasure/erasure-bench.js';
import { exportBench } from './export/export-bench.js';

import { pagesBench } from './pages/pages-bench.js';
import { wordpressErasureBench } from './wordpress/erasure-bench.js';
import { wordpressBench } from './wordpress/wordpress-bench.js';

/** Lets another program do the same work beside it, where there is one. */
const PEER = '--peer';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  export: exportBench,
  audit: auditBench,
  erasure: erasureBench,
  pages: pagesBench,
  wordpress,
};

/** BENCH_PARTS names one of its two halves. */
async function wordpress(): Promise<void> {
  const parts = (process.env.BENCH_PARTS ?? 'export,erasure').split(',');
  if (parts.includes('export')) await wordpressBench(process.argv.includes(PEER));
  if (parts.includes('erasure')) await wordpressErasureBench();
}

/** `npm run bench [NAME]`: one benchmark, or all of them one after the other. */
async function main(names: readonly string[]): Promise<void> {
  const known = Object.keys(BENCHES);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(', ')}; there is ${known.join(', ')}.`);
  for (const name of names.length === 0 ? known : names) await BENCHES[name]?.();
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { peer: { type: 'boolean' }, events: { type: 'string' } },
  });
  if (values.events !== undefined) process.env.BENCH_EVENTS = values.events;
  await main(positionals);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
