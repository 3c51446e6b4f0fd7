import { type Role } from '../../accounts/account.js';
import { type PageKey } from '../words/words.js';

export interface Place {
  readonly path: string;
  readonly text: PageKey;
  /** Paths of pages that belong to it but do not lie under its own. */
  readonly also?: readonly string[];
}

const VISITOR: readonly Place[] = [
  { path: '/', text: 'nav.home' },
  { path: '/requests/new', text: 'nav.newRequest' },
  { path: '/privacy', text: 'nav.privacy' },
  { path: '/login', text: 'nav.signIn' },
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
    { path: '/admin/sources', text: 'nav.sources' },
    { path: '/admin/people', text: 'nav.people', also: ['/admin/bans'] },
    { path: '/account', text: 'nav.account' },
  ],
  auditor: [
    { path: '/audit', text: 'nav.log' },
    { path: '/audit/saved', text: 'nav.saved' },
    { path: '/audit/figures', text: 'nav.figures' },
    { path: '/account', text: 'nav.account' },
  ],
};

/** Where somebody of this role can go from any page; undefined for a visitor. */
export function placesOf(role: Role | undefined): readonly Place[] {
  return role === undefined ? VISITOR : PLACES[role];
}

/** The place in which a page lies: the one whose path is the longest that leads to it. */
export function placeOf(path: string, places: readonly Place[]): Place | undefined {
  const lies = (within: string) => path === within || (within !== '/' && path.startsWith(`${within}/`));
  return places
    .flatMap((place) => [place.path, ...(place.also ?? [])].map((within) => ({ place, within })))
    .filter(({ within }) => lies(within))
    .sort((one, other) => other.within.length - one.within.length)[0]?.place;
}
