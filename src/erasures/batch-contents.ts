import { Injectable } from '@nestjs/common';
import { Sealer } from '../platform/crypto/sealer.js';
import { type BatchOutcome, type KeptScope, type RecordKey } from '../sources/erasing.js';

const SEAL = 'erasures.batch';

/** What must be known of a batch in another database to find out what became of it. */
export interface BatchContents {
  readonly keys: readonly RecordKey[];
  /** The holds that it spared. */
  readonly scopes: readonly KeptScope[];
  /** What its statement said; absent while it has not said that it will commit. */
  readonly outcome?: BatchOutcome;
}

/** Keeps the contents of batches sealed: keys may be user names or addresses. */
@Injectable()
export class SealedBatches {
  constructor(private readonly sealer: Sealer) {}

  seal(id: string, contents: BatchContents): Buffer {
    return this.sealer.seal(SEAL, contents, id);
  }

  open(id: string, sealed: Buffer): BatchContents {
    const { scopes, ...contents } = this.sealer.open(SEAL, sealed, id) as BatchContents;
    return { ...contents, scopes: scopes.map(withDates) };
  }
}

/** JSON has no dates. */
function withDates({ from, to, ...scope }: KeptScope): KeptScope {
  return { ...scope, from: from && new Date(from), to: to && new Date(to) };
}
