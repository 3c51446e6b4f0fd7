import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type RequestRun } from '../requests/request-runs.js';
import { type ErasableSource, type ErasureScope } from '../sources/erasing.js';
import { SourcePins } from '../sources/source-pins.js';
import { Sources } from '../sources/sources.js';
import { RestrictionKept } from './restriction-kept.js';
import { HIDING_BATCH, type HidingOwner, RowHiding } from './row-hiding.js';
import { tryEach } from './together.js';

/** Nothing is erased: whatever becomes of comments, their rows are found alike. */
const ANY_SCOPE: ErasureScope = { comments: 'delete' };

/** Hides what a person whose restriction is in force has in every source that can hide rows, or goes on with that. */
@Injectable()
export class RestrictionHiding {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly pins: SourcePins,
    private readonly kept: RestrictionKept,
    private readonly hiding: RowHiding,
  ) {}

  /** @throws SourceUnavailable */
  async hide(run: RequestRun, owner: HidingOwner): Promise<void> {
    const hiding = this.sources.erasable().filter(({ restricts }) => restricts);
    // A system that is away lets nothing be shown in the others.
    await tryEach(hiding, (source) => this.hideIn(run, owner, source));
  }

  /** Rows are written down before they are hidden, so that nobody shows them whom a hold lets go. */
  private async hideIn(
    { requestId, emails, left, notTheirs }: RequestRun,
    owner: HidingOwner,
    source: ErasableSource,
  ): Promise<void> {
    if (source.writer !== undefined) await this.pins.check(source.id);
    const eraser = await source.eraser({ emails, left, notTheirs }, ANY_SCOPE);
    await this.hiding.inEach(source, async (hideable) => {
      for await (const { keys } of eraser.keys([hideable.place.collection], HIDING_BATCH)) {
        const inForce = await this.database.transaction((manager) =>
          this.kept.add(manager, requestId, hideable.place, keys),
        );
        if (!inForce) return;
        await this.hiding.hide(owner, source, hideable, keys);
      }
    });
  }
}
