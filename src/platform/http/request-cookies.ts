import { type Request } from 'express';

/** The values that came under a cookie's name, in the browser's order: one host may set it for several paths. */
export function cookieValues(request: Request, name: string): string[] {
  const values: string[] = [];
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const cut = pair.indexOf('=');
    if (cut !== -1 && pair.slice(0, cut).trim() === name) values.push(pair.slice(cut + 1).trim());
  }
  return values;
}
