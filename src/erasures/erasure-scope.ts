import { type RequestScope } from '../requests/subject-request.js';
import { type ErasureScope } from '../sources/erasing.js';
import { type Erasure } from './erasure-rows.js';

/**
 * What the person chose. An erasure that was deferred reaches no further than it did then: whoever came back since keeps
 * what they wrote.
 */
export function scopeOf(chosen: RequestScope | null | undefined, erasure?: Erasure): ErasureScope {
  return { comments: chosen?.comments ?? 'delete', before: erasure?.deferredAt };
}
