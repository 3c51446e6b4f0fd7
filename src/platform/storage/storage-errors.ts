import { codeOf } from '../errors/code-of.js';

/** The store has no room left. The message is for admins. */
export class StorageFull extends Error {
  constructor(options?: ErrorOptions) {
    super('The file store is full. Free some space, or give it more, then try again.', options);
    this.name = 'StorageFull';
  }
}

/** There is no object under this key. */
export class ObjectMissing extends Error {
  constructor(key: string, options?: ErrorOptions) {
    super(`There is no object ${key} in the file store.`, options);
    this.name = 'ObjectMissing';
  }
}

/** A full disk, or a quota that is used up, as `StorageFull`; any other error as it is. */
export function asFull(error: unknown): unknown {
  const code = codeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT' ? new StorageFull({ cause: error }) : error;
}
