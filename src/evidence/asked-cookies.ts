import { type CookieOptions, type Request, type Response } from 'express';
import { type CookieName, type CookiePolicy, servedName } from '../policy/cookies.js';

/** A cookie as the server asks a browser to keep or to drop it. */
export interface AskedCookie {
  readonly name: string;
  readonly value: string;
  /** `Max-Age`; undefined for one that goes with the browser, or is dropped. */
  readonly seconds?: number;
  readonly dropped: boolean;
  /** Scripts cannot read it, other sites' calls do not bring it, and it goes over https and to this host alone where the portal has https. */
  readonly guarded: boolean;
}

/** What would be sent, caught on its way. */
export async function caught(
  https: boolean,
  send: (response: Response) => void | Promise<unknown>,
): Promise<AskedCookie[]> {
  const cookies: AskedCookie[] = [];
  const guarded = ({ httpOnly, sameSite, secure, path, domain }: CookieOptions) =>
    httpOnly === true && sameSite === 'lax' && secure === https && path === '/' && domain === undefined;
  const kept = (name: string) => servedName(bareName(name), https) === name;
  const response = {
    cookie: (name: string, value: string, options: CookieOptions) =>
      cookies.push({
        name,
        value,
        ...(options.maxAge === undefined ? {} : { seconds: options.maxAge / 1000 }),
        dropped: false,
        guarded: guarded(options) && kept(name) && options.expires === undefined,
      }),
    clearCookie: (name: string, options: CookieOptions) =>
      cookies.push({ name, value: '', dropped: true, guarded: guarded(options) && kept(name) }),
  };
  await send(response as unknown as Response);
  return cookies;
}

/** A call of somebody of whom nothing is known. @param cookie what the browser sends along, as `name=value` */
export function strangersCall(cookie?: string): Request {
  return { method: 'GET', headers: cookie === undefined ? {} : { cookie } } as Request;
}

/** The name by which the policy declares it. */
export function bareName(served: string): CookieName {
  return served.replace(/^__Host-/, '') as CookieName;
}

/** Whether a cookie is other than the policy declares it. */
export function differs(asked: AskedCookie | undefined, told: CookiePolicy): boolean {
  if (asked === undefined || asked.dropped || !asked.guarded || !told.active) return true;
  return bareName(asked.name) !== told.name || (asked.seconds ?? null) !== told.seconds;
}
