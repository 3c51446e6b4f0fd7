import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KeptRecords } from './kept-records.js';
import { PassedOnAddresses } from './passed-on-addresses.js';
import { type Returned, ReplaySearch } from './replay-search.js';

/** Whom there is to erase again. */
@Injectable()
export class ReplayPeople {
  constructor(
    private readonly database: DataSource,
    private readonly kept: KeptRecords,
    private readonly search: ReplaySearch,
    private readonly passedOn: PassedOnAddresses,
  ) {}

  /** Those of whom something is found, and those of whom a hold kept something that was found before. @throws SourceUnavailable */
  async returned(): Promise<Returned[]> {
    const found = await this.search.returned(await this.kept.replayedInPart(this.database.manager));
    const people: Returned[] = [];
    for (const { record, subject } of found) {
      people.push({ record, subject: await this.passedOn.mark(subject) });
    }
    return people;
  }
}
