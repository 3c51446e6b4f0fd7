import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Persons } from '../persons/persons.js';
import { ErasureRows } from './erasure-rows.js';
import { type Returned, ReplaySearch } from './replay-search.js';

/** Whom there is to erase again. */
@Injectable()
export class ReplayPeople {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ErasureRows,
    private readonly search: ReplaySearch,
    private readonly persons: Persons,
  ) {}

  /** Those of whom something is found, and those of whom a hold kept something that was found before. @throws SourceUnavailable */
  async returned(): Promise<Returned[]> {
    const { manager } = this.database;
    const found = await this.search.returned(await this.rows.replayedInPart(manager));
    const people: Returned[] = [];
    for (const { record, subject } of found) {
      const passedOn = await this.persons.heldByOthers(
        manager,
        subject.emails,
        subject.known.portal?.person ?? [],
      );
      people.push({ record, subject: { ...subject, passedOn } });
    }
    return people;
  }
}
