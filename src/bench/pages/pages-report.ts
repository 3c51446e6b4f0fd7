import { median, table } from '../report.js';
import { type PageTimes, type Seen } from './measure-pages.js';

/** Compressed bytes of a first visit, fonts aside. */
const MOST_BYTES = 150_000;
/** Milliseconds within which 95 of 100 answers are to be made. */
const MOST_MS = 200;

interface Report {
  readonly text: string;
  readonly results: object;
}

export function pagesReport(tenth: Seen, whole: Seen): Report {
  const rows = whole.pages.map((page, index) => rowOf(page, tenth.pages[index]));
  const slow = rows.filter(({ p95 }) => p95 > MOST_MS);
  const growing = rows.filter(({ constant }) => !constant);
  const heavy = whole.weights.filter(({ total }) => total >= MOST_BYTES);
  const lines = [
    ['page', 'requests', 'p50, ms', 'p95, ms', 'queries', 'at a tenth', 'same', 'bytes'],
    ...rows.map(({ page, p50, p95, queries, before, constant }) => [
      `${page.role}: ${page.name}`,
      String(page.times.length),
      p50.toFixed(1),
      p95.toFixed(1),
      queries,
      before,
      constant ? 'yes' : 'NO',
      String(page.bytes),
    ]),
  ];
  const weights = [
    ['first visit, compressed', 'bytes'],
    ...whole.weights.flatMap(({ path, parts, total }) => [
      ...parts.map((part) => [part.path, String(part.bytes)]),
      [`${path} in all`, String(total)],
    ]),
  ];
  const said = (reached: boolean, text: string, names: readonly string[]): string =>
    `${reached ? 'reached' : 'MISSED'}: ${text}${reached ? '' : ` (not so: ${names.join('; ')})`}`;
  const named = (all: typeof rows) => all.map(({ page }) => `${page.role}, ${page.name}`);
  const verdicts = [
    said(slow.length === 0, `p95 of every page is at most ${MOST_MS} ms`, named(slow)),
    said(growing.length === 0, 'no page asks the database more often where there is more', named(growing)),
    said(
      heavy.length === 0,
      `a first visit takes less than ${MOST_BYTES / 1000} kB`,
      heavy.map(({ path }) => path),
    ),
  ];
  return {
    text: [table(lines), '', table(weights), '', ...verdicts].join('\n'),
    results: {
      reached: slow.length + growing.length + heavy.length === 0,
      slowest: Math.max(...rows.map(({ p95 }) => p95)),
      firstVisit: Math.max(...whole.weights.map(({ total }) => total)),
    },
  };
}

function rowOf(page: PageTimes, tenth: PageTimes | undefined) {
  const sorted = [...page.times].sort((a, b) => a - b);
  const written = ([least, most]: readonly [number, number]) =>
    least === most ? String(most) : `${least}-${most}`;
  const queries = written(page.queries);
  const before = tenth === undefined ? '' : written(tenth.queries);
  return {
    page,
    p50: median(sorted),
    p95: sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN,
    queries,
    before,
    constant: queries === before,
  };
}
