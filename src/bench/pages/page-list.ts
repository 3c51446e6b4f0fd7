import { PLACES } from './member-statements.js';
import { type Ask, type Visitor } from './visitor.js';

export const ROLES = ['visitor', 'member', 'admin', 'auditor'] as const;

export type PageRole = (typeof ROLES)[number];

export type Visitors = Readonly<Record<PageRole, Visitor>>;

/** A page as one role sees it. */
export interface BenchPage {
  readonly name: string;
  readonly role: PageRole;
  readonly ask: Ask;
}

/** Pages of the log that are turned before the deep one. */
const DEEP = 40;
const CHARTS = ['kinds', 'outcomes', 'deadlines', 'times'];
/** The address is kept by the links of the languages too. */
const NEXT = /\?(?!lang=).*cursor=/;
const REASON = 'Measured by the benchmark.';

/** Every page that is measured; where one shows something, it is found by the links that lead there. */
export async function pageList(visitors: Visitors): Promise<BenchPage[]> {
  return [
    ...forVisitors(),
    ...(await forMembers(visitors.member)),
    ...(await forAdmins(visitors.admin)),
    ...(await forAuditors(visitors.auditor)),
  ];
}

const as =
  (role: PageRole) =>
  (name: string, path: string, form?: Ask['form']): BenchPage => ({ name, role, ask: { path, form } });

function forVisitors(): BenchPage[] {
  const page = as('visitor');
  return [
    page('front page', '/'),
    page('privacy', '/privacy'),
    page('cookies', '/cookies'),
    page('sign-in', '/login'),
  ];
}

async function forMembers(member: Visitor): Promise<BenchPage[]> {
  const page = as('member');
  const own = await link(member, '/requests', /^\/requests\/R-/);
  return [
    page('front page', '/'),
    page('account', '/account'),
    page('what we hold', '/account/data'),
    page('my requests', '/requests'),
    page('my case', own),
  ];
}

async function forAdmins(admin: Visitor): Promise<BenchPage[]> {
  const page = as('admin');
  const isCase = /^\/admin\/requests\/R-/;
  const second = await link(admin, '/admin/requests', NEXT);
  const newest = await link(admin, '/admin/requests?kind=export&state=received', isCase);
  const erasure = await link(admin, '/admin/requests?kind=erasure&state=received&held=true', isCase);
  const hold = await link(admin, '/admin/holds', /^\/admin\/holds\/[0-9a-f]{8}-/);
  const people = { q: `account${PLACES.member}` };
  const person = await link(admin, '/admin/people', /^\/admin\/people\/[0-9a-f]{8}-/, people);
  return [
    page('overview', '/admin'),
    page('overview, chart of months', await image(admin, '/admin', 'months')),
    page('overview, chart of days', await image(admin, '/admin', 'time')),
    page('queue', '/admin/requests'),
    page('queue, second page', second),
    page('queue, overdue erasures', '/admin/requests?due=overdue&kind=erasure'),
    page('queue, under a hold', '/admin/requests?held=true'),
    page('queue, by address', '/admin/requests?q=account500%40mail.example'),
    page('queue, by reference', '/admin/requests?q=R-C'),
    page('case of an export', newest),
    page('case of an erasure', erasure),
    page('people', '/admin/people'),
    page('people, find', '/admin/people', people),
    page('person', person, { reason: REASON }),
    page('holds', '/admin/holds'),
    page('holds to review', '/admin/holds?review=over'),
    page('hold', hold),
    page('bans', '/admin/bans'),
    page('systems', '/admin/sources'),
    page('system', await link(admin, '/admin/sources', /^\/admin\/sources\/\w/)),
  ];
}

async function forAuditors(auditor: Visitor): Promise<BenchPage[]> {
  const page = as('auditor');
  const event = await link(auditor, '/audit', /^\/audit\/events\/\d/);
  const actor = await auditor.redirected(`/audit?actor=account${PLACES.member}%40mail.example`);
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const charts: BenchPage[] = [];
  for (const chart of CHARTS) {
    charts.push(page(`figures, chart of ${chart}`, await image(auditor, '/audit/figures', chart)));
  }
  return [
    page('search', '/audit'),
    page('search, deep page', await deepPage(auditor)),
    page('search, action', '/audit?action=request.approved'),
    page('search, outcome', '/audit?outcome=denied'),
    page('search, actor', actor),
    page('search, network /24', '/audit?ip=10.20.3.0%2F24'),
    page('search, network /8', '/audit?ip=10.0.0.0%2F8'),
    page('search, text', '/audit?q=account12'),
    page('search, days', `/audit?from=${day(9)}&to=${day(8)}`),
    page('search, action and days', `/audit?action=auth.login_failed&from=${day(5)}&to=${day(3)}`),
    page('event', event),
    page('event, unmasked', event, { reason: REASON }),
    page('saved searches', '/audit/saved'),
    page('files', '/audit/exports'),
    page('figures', '/audit/figures'),
    page('proof', '/audit/proof'),
    ...charts,
  ];
}

async function deepPage(auditor: Visitor): Promise<string> {
  let path = '/audit';
  for (let turned = 0; turned < DEEP; turned += 1) {
    path = await link(auditor, path, NEXT);
  }
  return path;
}

/** Where a page has the image of one of its charts. @throws Error where there is none */
async function image(visitor: Visitor, path: string, chart: string): Promise<string> {
  const { text } = await visitor.see({ path });
  const found = new RegExp(` src="([^"]*/charts/${chart}[^"]*)"`).exec(text)?.[1];
  if (found === undefined) throw new Error(`${path} has no chart of ${chart}.`);
  return found.replaceAll('&amp;', '&');
}

/** The first of a page's links of this kind, sorted, so that it is the same at every size. @throws Error where there is none */
async function link(visitor: Visitor, path: string, like: RegExp, form?: Ask['form']): Promise<string> {
  const { text } = await visitor.see({ path, form });
  const all = [...text.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  const found = all
    .map((href) => (href.startsWith('?') ? `${path.split('?')[0]}${href}` : href))
    .filter((href) => like.test(href))
    .sort()[0];
  if (found === undefined) throw new Error(`${path} has no link like ${like.source}.`);
  return found;
}
