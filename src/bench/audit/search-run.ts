import { answer, setting } from '../child.js';
import { openLog } from './log-parts.js';
import { type SearchTimes } from './audit-report.js';
import { searchCases } from './searches.js';

/** What a page of the API has unless asked otherwise. */
const PAGE = 50;

/** Asks for the first page of every search, round by round, so that no search finds its own pages in memory. */
async function run(): Promise<void> {
  const parts = await openLog(2);
  const cases = await searchCases(parts.database);
  const results: SearchTimes[] = cases.map(({ name }) => ({ name, times: [], most: 0 }));
  for (let round = 0; round < Number(setting('BENCH_ROUNDS')); round += 1) {
    for (const [index, { filter }] of cases.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      const started = performance.now();
      const page = await parts.search.search(filter(round), { limit: PAGE });
      result.times.push(performance.now() - started);
      result.most = Math.max(result.most, page.items.length);
    }
  }
  await parts.close();
  answer(results);
}

await run();
