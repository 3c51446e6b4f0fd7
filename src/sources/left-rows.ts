import { type EntityManager } from 'typeorm';

/** Keys of rows, by source and collection; each key as `RecordKey` has it. */
export type RowsByPlace = Readonly<Record<string, Readonly<Record<string, readonly (readonly string[])[]>>>>;

/**
 * Rows that stay of people who were told that they are gone, since a hold that hides itself keeps them. Lent by the room of
 * erasures, which lies above.
 */
export abstract class LeftRows {
  /**
   * @param emails addresses that whoever is looked for has by now; the rows were under one of them once
   * @param but an erasure that itself takes what it left
   * @returns undefined where there are none
   */
  abstract of(
    manager: EntityManager,
    emails: readonly string[],
    but?: string,
  ): Promise<RowsByPlace | undefined>;
}
