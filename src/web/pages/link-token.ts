import { notFound } from '../../platform/http/problem.js';
import { linkToken } from '../../platform/http/text-schemas.js';

/** The token in a page's path. @throws Problem 404 for anything that cannot be one */
export function readToken(text: string): string {
  const token = linkToken.safeParse(text);
  if (!token.success) throw notFound();
  return token.data;
}
