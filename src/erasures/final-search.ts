import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HoldGate } from '../holds/hold-rules.js';
import { type ErasureScope } from '../sources/erasing.js';
import { Sources } from '../sources/sources.js';
import { ErasurePlanning, subjectIn } from './erasure-planning.js';
import { type SealedSubject } from './erasure.js';
import { together } from './together.js';

/** Which epoch each gate had. As long as it is the same, no hold was placed or released. */
export type Epochs = ReadonlyMap<string, number>;

/** Looks again, in every source, for every address and identifier of the person (I3). */
@Injectable()
export class FinalSearch {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly gate: HoldGate,
    private readonly planning: ErasurePlanning,
  ) {}

  /** Read before a search, to be compared when the erasure ends. */
  epochs(): Promise<Epochs> {
    return this.database.transaction((manager) => this.gate.pass(manager, this.gates()));
  }

  /** Sources whose gates an erasure passes. */
  gates(): string[] {
    return this.sources.erasable().map(({ id }) => id);
  }

  /** Rows that are neither erased nor kept by a hold. @throws SourceUnavailable */
  async rowsLeft(subject: SealedSubject, scope: ErasureScope): Promise<number> {
    const found = await together(this.sources.erasable(), async (source) => {
      const rules = await this.planning.rules(source.id, subject);
      // An eraser of its own: it learns anew who the person is.
      const eraser = await source.eraser(subjectIn(subject, source.id), scope);
      return eraser.remaining(rules.map((rule) => rule.scope));
    });
    const left = found.flat().reduce((sum, { rows }) => sum + rows, 0);
    const unreachable = await this.planning.unreachable(subject, scope);
    return unreachable.reduce((sum, { count }) => sum + count, left);
  }
}

export function sameEpochs(one: Epochs, other: Epochs): boolean {
  return one.size === other.size && [...one].every(([source, epoch]) => other.get(source) === epoch);
}
