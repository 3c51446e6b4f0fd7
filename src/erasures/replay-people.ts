import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KeptRecords } from './kept-records.js';
import { PassedOnAddresses } from './passed-on-addresses.js';
import { RestRows } from './rest-rows.js';
import { type Returned, ReplaySearch } from './replay-search.js';

/** Whom there is to erase again. */
@Injectable()
export class ReplayPeople {
  constructor(
    private readonly database: DataSource,
    private readonly kept: KeptRecords,
    private readonly rests: RestRows,
    private readonly search: ReplaySearch,
    private readonly passedOn: PassedOnAddresses,
  ) {}

  /**
   * Those of whom something is found, and those of whom a hold kept something that was found before. Whoever took back
   * what was left is not among them. @throws SourceUnavailable
   */
  async returned(): Promise<Returned[]> {
    const found = await this.search.returned(await this.kept.replayedInPart(this.database.manager));
    const people: Returned[] = [];
    const taken = await this.rests.takenBack(
      this.database.manager,
      found.map(({ record }) => record.erasure),
    );
    for (const { record, subject } of found) {
      if (taken.has(record.erasure)) continue;
      people.push({ record, subject: await this.passedOn.mark(subject) });
    }
    return people;
  }
}
