import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { openedNote } from '../tree/checkpoint.js';
import { Checkpoints } from '../tree/checkpoints.js';
import { sameLog } from '../tree/epoch.js';
import { isRootOf } from '../tree/tree-hashes.js';

/**
 * What a checkpoint that somebody kept says of the log of today: it `agrees`; it is `unsigned` by this log's key; it is of
 * `another log`; it is of an `unknown epoch` of this log, which the database lost; it counts events that are `gone`; or it `contradicts` the events that it counts.
 */
export type KeptVerdict = 'agrees' | 'unsigned' | 'another log' | 'unknown epoch' | 'gone' | 'contradicts';

export interface KeptCheck {
  readonly verdict: KeptVerdict;
  /** How many events it counts; undefined where it cannot be trusted to say. */
  readonly size?: number;
}

/** Compares checkpoints that people kept with the stored tree, which a verification compares with the events. */
@Injectable()
export class KeptChecks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly checkpoints: Checkpoints,
  ) {}

  async check(note: string): Promise<KeptCheck> {
    const said = openedNote(note, this.checkpoints.publicKey());
    if (said === undefined || said.size === 0) return { verdict: 'unsigned' };
    const { origin, size } = said;
    const epochs = await this.checkpoints.epochs();
    if (!epochs.some((epoch) => epoch.origin === origin)) {
      const isOurs = epochs.some((epoch) => sameLog(epoch.origin, origin));
      return { verdict: isOurs ? 'unknown epoch' : 'another log', size };
    }
    const [tree] = await this.dataSource.query<{ size: string }[]>('SELECT audit_tree_size() AS size');
    if (size > Number(tree?.size)) return { verdict: 'gone', size };
    const agrees = await isRootOf(this.dataSource.manager, said);
    return { verdict: agrees ? 'agrees' : 'contradicts', size };
  }
}
