import { fillWordpress, TARGET } from './fill-wordpress.js';
import { startPrivateMariaDb } from './private-mariadb.js';

/** A site's database, and whose data is exported. */
export interface MeasuredSite {
  readonly url: string;
  readonly email: string;
  readonly prefix: string;
}

/** A site that is made, or found, once it is its turn. */
interface SizedSite {
  readonly label: string;
  readonly what: string;
  open(): Promise<MeasuredSite>;
}

interface Sites {
  readonly sizes: readonly SizedSite[];
  stop(): Promise<void>;
}

const SIZES: Readonly<Record<string, readonly [comments: number, own: number]>> = {
  s: [20_000, 1_000],
  m: [200_000, 10_000],
  l: [500_000, 100_000],
};

/** Sizes of the benchmark's own sites, of those that BENCH_SITES names. */
export function siteSizes(): { label: string; comments: number; own: number }[] {
  const labels = (process.env.BENCH_SITES ?? 'm,l').split(',');
  const unknown = labels.filter((label) => !Object.hasOwn(SIZES, label));
  if (unknown.length > 0)
    throw new Error(`BENCH_SITES takes ${Object.keys(SIZES).join(', ')}, not ${unknown.join(', ')}.`);
  return labels.map((label) => {
    const [comments, own] = SIZES[label] ?? [0, 0];
    return { label, comments, own };
  });
}

/**
 * The site whose database BENCH_SITE_URL names (with BENCH_SITE_EMAIL, BENCH_SITE_PREFIX and, as its label,
 * BENCH_SITE_SIZE); else sites of the benchmark's own, of the sizes that BENCH_SITES names.
 */
export async function openSites(folder: string): Promise<Sites> {
  const { BENCH_SITE_URL: given = '' } = process.env;
  if (given !== '') return { sizes: [givenSite(given)], stop: () => Promise.resolve() };
  const made = siteSizes();
  const server = await startPrivateMariaDb(folder);
  const sizes = made.map(({ label, comments, own }) => {
    return {
      label,
      what: `${own} of ${comments} comments, filling...`,
      open: async () => ({
        url: await fillWordpress(server.url, `site_${label}`, comments, own),
        email: TARGET,
        prefix: 'wp_',
      }),
    };
  });
  return { sizes, stop: () => server.stop() };
}

function givenSite(url: string): SizedSite {
  const { BENCH_SITE_EMAIL: email = 'target@example.test', BENCH_SITE_PREFIX: prefix = 'wp_' } = process.env;
  return {
    label: process.env.BENCH_SITE_SIZE ?? 'given',
    what: `the site at ${new URL(url).host}${new URL(url).pathname}`,
    open: () => Promise.resolve({ url, email, prefix }),
  };
}
