import { answer, setting } from '../child.js';
import { openLog } from './log-parts.js';
import { type SearchTimes } from './audit-report.js';
import { searchCases } from './searches.js';

/** What a page of the API has unless asked otherwise. */
const PAGE = 50;

/** Pages of one search after its first that are asked for as well. */
const DEEPER = 3;

/** Asks for pages of every search, round by round, so that no search finds its own pages in memory. */
async function run(): Promise<void> {
  const parts = await openLog(2);
  const cases = await searchCases(parts.database);
  const results: SearchTimes[] = cases.map(({ name }) => ({
    name,
    times: [],
    deep: [],
    partial: 0,
    most: 0,
  }));
  for (let round = 0; round < Number(setting('BENCH_ROUNDS')); round += 1) {
    for (const [index, { filter }] of cases.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      let cursor: string | undefined;
      for (let page = 0; page <= DEEPER; page += 1) {
        const started = performance.now();
        const found = await parts.search.search(filter(round), { limit: PAGE, cursor });
        (page === 0 ? result.times : result.deep).push(performance.now() - started);
        result.partial += found.partial ? 1 : 0;
        result.most = Math.max(result.most, found.items.length);
        if (found.next === null) break;
        cursor = found.next;
      }
    }
  }
  await parts.close();
  answer(results);
}

await run();
