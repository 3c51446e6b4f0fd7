import { type CookieName, COOKIES } from '../../src/policy/cookies.js';

/** A cookie as an answer sets it. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Seconds; undefined for one that goes when the browser closes. */
  readonly maxAge?: number;
  /** The answer drops it from the browser. */
  readonly dropped: boolean;
  readonly httpOnly: boolean;
  readonly sameSite?: string;
  readonly path?: string;
  readonly secure: boolean;
  /** As it was written. */
  readonly text: string;
}

interface Answered {
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The cookies that an answer sets, in its order. */
export function cookiesOf({ headers }: Answered): SetCookie[] {
  const written = headers['set-cookie'];
  return (Array.isArray(written) ? (written as string[]) : []).map(parse);
}

/** The one of that name. @throws Error where the answer sets none, or several */
export function cookieOf(answer: Answered, name: CookieName): SetCookie {
  const found = cookiesOf(answer).filter((cookie) => cookie.name === name);
  const [cookie] = found;
  if (cookie === undefined || found.length > 1) throw new Error(`${found.length} cookies are called ${name}`);
  return cookie;
}

function parse(text: string): SetCookie {
  const [pair = '', ...attributes] = text.split('; ');
  const cut = pair.indexOf('=');
  const named = new Map(
    attributes.map((one) => {
      const [name = '', value = ''] = one.split('=');
      return [name.toLowerCase(), value] as const;
    }),
  );
  const expires = named.get('expires');
  const maxAge = named.get('max-age');
  return {
    name: pair.slice(0, cut),
    value: pair.slice(cut + 1),
    maxAge: maxAge === undefined ? undefined : Number(maxAge),
    dropped: maxAge === '0' || (expires !== undefined && new Date(expires).getTime() <= 0),
    httpOnly: named.has('httponly'),
    sameSite: named.get('samesite'),
    path: named.get('path'),
    secure: named.has('secure'),
    text,
  };
}

/**
 * What is wrong with the cookies of an answer by the published policy, one line each: a name that it does not declare,
 * another lifetime, open to scripts, or sent along by other sites.
 * @param renewed the answer gives a session another token, whose end stays: its cookie may last less long
 */
export function cookieFaults(answer: Answered, where: string, renewed = false): string[] {
  return cookiesOf(answer).flatMap((cookie) =>
    faultsOf(cookie, renewed).map((fault) => `${where}: ${fault}`),
  );
}

function faultsOf(cookie: SetCookie, renewed: boolean): string[] {
  const name = cookie.name.replace(/^__Host-/, '');
  const policy = COOKIES.find((one) => one.name === name);
  if (policy === undefined) return [`the policy declares no cookie ${cookie.name}`];
  const lifetimes = [policy.seconds ?? undefined, policy.rememberedSeconds, policy.guestSeconds];
  const shorter = renewed && cookie.maxAge !== undefined && cookie.maxAge <= (policy.rememberedSeconds ?? 0);
  const lasts =
    cookie.dropped ||
    shorter ||
    (policy.seconds === null ? endsWithBrowser(cookie) : lastsOneOf(cookie, lifetimes));
  return [
    ...(policy.active ? [] : [`${name} is set, and the policy says that it is not in use`]),
    ...(lasts ? [] : [`${name} lasts otherwise than declared: ${cookie.text.replace(cookie.value, '...')}`]),
    ...(cookie.httpOnly ? [] : [`${name} can be read by scripts`]),
    ...(cookie.sameSite === 'Lax' || cookie.sameSite === 'Strict'
      ? []
      : [`${name} goes along from other sites`]),
    ...(cookie.path === '/' ? [] : [`${name} is set for ${cookie.path}`]),
    ...(cookie.secure === cookie.name.startsWith('__Host-')
      ? []
      : [`${cookie.name} is open to other hosts, or to http`]),
  ];
}

function endsWithBrowser({ maxAge, text }: SetCookie): boolean {
  return maxAge === undefined && !/expires=/i.test(text);
}

function lastsOneOf({ maxAge }: SetCookie, lifetimes: readonly (number | undefined)[]): boolean {
  return maxAge !== undefined && lifetimes.includes(maxAge);
}
