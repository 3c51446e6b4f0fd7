import { Injectable } from '@nestjs/common';
import { type OpenBatch } from '../holds/open-batches.js';
import { type BatchOutcome, type Eraser, type ErasureScope } from '../sources/erasing.js';
import { type RemoteConnection } from '../sources/remote-writer.js';
import { Sources } from '../sources/sources.js';
import { type BatchContents } from './batch-contents.js';
import { subjectIn } from './erasure-planning.js';
import { type SealedSubject } from './erasure.js';
import { RemoteConnections } from './remote-connections.js';

/** Looks into another database for what a batch left there, once its connection is gone. */
@Injectable()
export class RemoteRemains {
  constructor(
    private readonly sources: Sources,
    private readonly connections: RemoteConnections,
  ) {}

  /** @returns what the batch did; undefined where it did nothing */
  async went(
    batch: OpenBatch,
    contents: BatchContents,
    subject: SealedSubject,
    scope: ErasureScope,
  ): Promise<BatchOutcome | undefined> {
    const { outcome } = contents;
    const source = this.sources.erasable().find(({ id }) => id === batch.source);
    if (outcome === undefined || outcome.deleted + outcome.cleared === 0 || source === undefined)
      return undefined;
    const eraser = await source.eraser(subjectIn(subject, source.id), scope);
    const still = await this.connections.using(source, (connection) =>
      this.wouldDo(connection, eraser, batch, contents),
    );
    const went = differenceOf(outcome, still);
    return went.deleted + went.cleared === 0 ? undefined : went;
  }

  /** Reads the rows again, by the very statement that was to erase them, which is then undone: what it finds is still there. */
  private async wouldDo(
    connection: RemoteConnection,
    eraser: Eraser,
    { collection, named }: OpenBatch,
    { keys, scopes }: BatchContents,
  ): Promise<BatchOutcome> {
    try {
      return await eraser.eraseBatch(await connection.begin(), collection, keys, scopes, named);
    } finally {
      await connection.rollback();
    }
  }
}

/** A transaction does all or nothing; where others changed rows since, what is not there any more counts as gone. */
function differenceOf(did: BatchOutcome, still: BatchOutcome): BatchOutcome {
  const less = (one: number, other: number) => Math.max(0, one - other);
  const without = (one: readonly (readonly string[])[] = [], other: readonly (readonly string[])[] = []) => {
    const there = new Set(other.map((key) => JSON.stringify(key)));
    return one.filter((key) => !there.has(JSON.stringify(key)));
  };
  const { byKey } = did;
  return {
    deleted: less(did.deleted, still.deleted),
    cleared: less(did.cleared, still.cleared),
    partly: less(did.partly ?? 0, still.partly ?? 0),
    kept: did.kept,
    ...(byKey === undefined
      ? {}
      : {
          byKey: {
            deleted: without(byKey.deleted, still.byKey?.deleted),
            cleared: without(byKey.cleared, still.byKey?.cleared),
          },
        }),
  };
}
