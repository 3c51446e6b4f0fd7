import { notFound } from '../../platform/http/problem.js';
import { ReferenceParams } from '../api/request-schemas.js';

/** The reference in a page's path, in any letter case. @throws Problem 404 for anything that cannot be one */
export function readReference(text: string): string {
  const params = ReferenceParams.safeParse({ reference: text });
  if (!params.success) throw notFound();
  return params.data.reference;
}
