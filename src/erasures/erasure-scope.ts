import { type RequestScope } from '../requests/subject-request.js';
import { type ErasureScope } from '../sources/erasing.js';
import { type Erasure } from './erasure.js';

/**
 * What the person chose, and how far the erasure reaches: from its first try on, however often it is taken up again,
 * only to whom it was about then. When it was deferred nothing was left of what an address alone led to.
 */
export function scopeOf(chosen: RequestScope | null | undefined, erasure?: Erasure): ErasureScope {
  const comments = chosen?.comments ?? 'delete';
  if (erasure?.startedAt === undefined) return { comments };
  return { comments, begun: { at: erasure.startedAt, undated: erasure.deferredAt === undefined } };
}
