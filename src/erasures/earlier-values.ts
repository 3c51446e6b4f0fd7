import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type HeldValues, VersionsOfRows } from '../holds/versions-of-rows.js';
import { PORTAL_ID } from '../sources/sources-file.js';
import { type SealedSubject } from './erasure.js';
import { type KeptRows } from './kept-rows.js';

/** The one collection whose rows can be edited while they are held. */
export const EDITED = 'account';

/**
 * What a person's account held before it was edited, as far as holds keep it. It lies apart from the row that the data
 * map names, and goes in the very release that lets go of the row.
 */
@Injectable()
export class EarlierValues {
  constructor(private readonly versions: VersionsOfRows) {}

  /** As an erasure leaves them. */
  async kept(manager: EntityManager, { known }: Pick<SealedSubject, 'known'>): Promise<KeptRows[]> {
    const found = await this.find(manager, known);
    return found.map(({ category, holds, count }) => ({
      source: PORTAL_ID,
      collection: EDITED,
      categories: category === undefined ? [] : [category],
      holds,
      count,
      records: [],
      earlier: true,
    }));
  }

  /** How many there are. */
  async count(manager: EntityManager, known: SealedSubject['known']): Promise<number> {
    return (await this.find(manager, known)).reduce((sum, { count }) => sum + count, 0);
  }

  private async find(manager: EntityManager, known: SealedSubject['known']): Promise<HeldValues[]> {
    const accounts = known[PORTAL_ID]?.[EDITED] ?? [];
    return accounts.length === 0 ? [] : this.versions.find(manager, PORTAL_ID, EDITED, accounts);
  }
}
