import { type Role } from '../../accounts/account.js';
import { type PageKey } from '../words/words.js';

export interface Place {
  readonly path: string;
  readonly text: PageKey;
  /** Paths of pages that belong to it but do not lie under its own. */
  readonly also?: readonly string[];
}

const SIGN_IN = '/login';

const VISITOR: readonly Place[] = [
  { path: '/', text: 'nav.home' },
  { path: '/requests/new', text: 'nav.newRequest' },
  { path: '/privacy', text: 'nav.privacy' },
  { path: SIGN_IN, text: 'nav.signIn' },
];
const OWN: readonly Place[] = [
  { path: '/requests', text: 'nav.requests' },
  { path: '/account/data', text: 'nav.data' },
  { path: '/account', text: 'nav.account' },
];

const PLACES: Readonly<Record<Role, readonly Place[]>> = {
  member: [{ path: '/', text: 'nav.home' }, ...OWN],
  admin: [
    { path: '/admin', text: 'nav.dashboard' },
    { path: '/admin/requests', text: 'nav.queue', also: ['/admin/views'] },
    { path: '/admin/holds', text: 'nav.holds' },
    { path: '/admin/comments', text: 'nav.comments', also: ['/admin/bans'] },
    { path: '/admin/sources', text: 'nav.sources' },
    { path: '/admin/articles', text: 'nav.articles', also: ['/admin/images'] },
    { path: '/admin/people', text: 'nav.people' },
    { path: '/admin/retention', text: 'nav.retention' },
    { path: '/audit/evidence', text: 'nav.evidence' },
    { path: '/account', text: 'nav.account' },
  ],
  auditor: [
    { path: '/audit', text: 'nav.log' },
    { path: '/audit/saved', text: 'nav.saved' },
    { path: '/audit/figures', text: 'nav.figures' },
    { path: '/audit/proof', text: 'nav.proof' },
    { path: '/audit/evidence', text: 'nav.evidence' },
    { path: '/admin/retention', text: 'nav.retention' },
    { path: '/account', text: 'nav.account' },
  ],
};

/**
 * Where somebody of this role can go from any page; undefined for a visitor.
 * @param inSession a visitor has a session of one request, which is ended, not signed in to
 */
export function placesOf(role: Role | undefined, inSession = false): readonly Place[] {
  if (role !== undefined) return PLACES[role];
  return inSession ? VISITOR.filter(({ path }) => path !== SIGN_IN) : VISITOR;
}

/** Where somebody of this role begins: members at the front door, staff at their work. */
export function deskOf(role: Role): string {
  return PLACES[role][0]?.path ?? '/';
}

/** The place in which a page lies: the one whose path is the longest that leads to it. */
export function placeOf(path: string, places: readonly Place[]): Place | undefined {
  const lies = (within: string) => path === within || (within !== '/' && path.startsWith(`${within}/`));
  return places
    .flatMap((place) => [place.path, ...(place.also ?? [])].map((within) => ({ place, within })))
    .filter(({ within }) => lies(within))
    .sort((one, other) => other.within.length - one.within.length)[0]?.place;
}
