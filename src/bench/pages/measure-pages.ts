import { PASSWORD } from './fill-site.js';
import { type Weight, weigh } from './first-visit.js';
import { PLACES } from './member-statements.js';
import { type BenchPage, pageList, type PageRole, type Visitors } from './page-list.js';
import { PortalProcess } from './portal-process.js';
import { Visitor } from './visitor.js';

/** What was seen of one page. */
export interface PageTimes {
  readonly name: string;
  readonly role: PageRole;
  /** Milliseconds inside the server, a request each. */
  readonly times: readonly number[];
  /** Statements that one request sent to the database; the fewest and the most. */
  readonly queries: readonly [number, number];
  readonly bytes: number;
}

export interface Seen {
  readonly pages: readonly PageTimes[];
  readonly weights: readonly Weight[];
}

const WARM_UP = 5;
const LEAST = 30;

/** How often each page is asked for: at most so often, and no more than 30 times once so many milliseconds are over. */
export interface Patience {
  readonly most: number;
  readonly milliseconds: number;
}

/** Starts the portal, signs in as every role, and asks for every page. */
export async function measurePages(
  settings: Readonly<Record<string, string>>,
  patience: Patience,
  progress: (done: number, all: number, page: BenchPage) => void,
): Promise<Seen> {
  const portal = await PortalProcess.start(settings);
  const visitor = () => new Visitor(portal);
  const visitors: Visitors = { visitor: visitor(), member: visitor(), admin: visitor(), auditor: visitor() };
  try {
    const weights = [await weigh(visitors.visitor, '/'), await weigh(visitors.visitor, '/?lang=fr')];
    for (const role of ['member', 'admin', 'auditor'] as const) {
      await visitors[role].signIn(`account${PLACES[role]}`, PASSWORD);
    }
    const pages: PageTimes[] = [];
    const list = await pageList(visitors);
    for (const page of list) {
      pages.push(await measurePage(visitors, page, patience));
      progress(pages.length, list.length, page);
    }
    return { pages, weights };
  } finally {
    for (const one of Object.values(visitors)) one.close();
    await portal.stop();
  }
}

async function measurePage(visitors: Visitors, page: BenchPage, patience: Patience): Promise<PageTimes> {
  const { name, role, ask } = page;
  for (let turn = 0; turn < WARM_UP; turn += 1) await visitors[role].see(ask);
  const times: number[] = [];
  const queries: number[] = [];
  let bytes = 0;
  const started = performance.now();
  while (times.length < patience.most) {
    if (times.length >= LEAST && performance.now() - started > patience.milliseconds) break;
    const answer = await visitors[role].see(ask);
    times.push(answer.measured.milliseconds);
    queries.push(answer.measured.queries);
    bytes = answer.bytes;
  }
  return { name, role, times, queries: [Math.min(...queries), Math.max(...queries)], bytes };
}
