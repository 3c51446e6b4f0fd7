import { Injectable } from '@nestjs/common';
import { type ErasableSource, type IdentifyingColumn, type KnownIdentifiers } from '../sources/erasing.js';
import { Sources } from '../sources/sources.js';
import { type SealedSubject } from './erasure.js';
import { Ledger, type LedgerRecord } from './ledger.js';

/** An erased person of whom something is found again. */
export interface Returned {
  readonly record: LedgerRecord;
  readonly subject: SealedSubject;
}

/** What was found of one record, while the search goes on. */
interface Found {
  readonly emails: Set<string>;
  readonly known: Map<string, Map<string, Set<string>>>;
}

/** Finds whom the ledger names, by hashing every value that leads to people. Nothing else of the ledger is readable. */
@Injectable()
export class ReplaySearch {
  constructor(
    private readonly sources: Sources,
    private readonly ledger: Ledger,
  ) {}

  /** @param kept erasures of which holds kept something that came back before @throws SourceUnavailable */
  async returned(kept: readonly string[]): Promise<Returned[]> {
    const records = new Map<string, LedgerRecord>();
    const erasuresOf = new Map<string, string[]>();
    for await (const record of this.ledger.records()) {
      records.set(record.erasure, record);
      for (const hash of record.hashes)
        erasuresOf.set(hash, [...(erasuresOf.get(hash) ?? []), record.erasure]);
    }
    if (records.size === 0) return [];
    const found = new Map(kept.map((erasure) => [erasure, nothing()]));
    for (const source of this.sources.erasable()) {
      for (const column of source.identifyingColumns()) await this.look(source, column, erasuresOf, found);
    }
    return [...found].flatMap(([erasure, what]) => {
      const record = records.get(erasure);
      return record === undefined
        ? []
        : [
            {
              record,
              subject: {
                ...subjectOf(what),
                notTheirs: this.ledger.notTheirs(record),
                owns: this.owner(record),
              },
            },
          ];
    });
  }

  /** Holds name addresses that the rows may not have any more; the record knows their hashes. */
  private owner({ hashes, addresses }: LedgerRecord): (folded: string) => boolean {
    const theirs = new Set([...hashes, ...addresses]);
    return (folded) => theirs.has(this.ledger.addressHash(folded));
  }

  private async look(
    source: ErasableSource,
    column: IdentifyingColumn,
    erasuresOf: ReadonlyMap<string, readonly string[]>,
    found: Map<string, Found>,
  ): Promise<void> {
    for await (const values of source.values(column)) {
      for (const value of values) {
        for (const erasure of erasuresOf.get(this.hash(source.id, column, value)) ?? []) {
          note(found, erasure, source.id, column.identifier, value);
        }
      }
    }
  }

  private hash(source: string, { collection, column, identifier }: IdentifyingColumn, value: string): string {
    return identifier === ADDRESS
      ? this.ledger.addressHash(value)
      : this.ledger.columnHash(source, collection, column, value);
  }
}

const ADDRESS = 'address';

function nothing(): Found {
  return { emails: new Set(), known: new Map() };
}

function note(
  found: Map<string, Found>,
  erasure: string,
  source: string,
  identifier: string,
  value: string,
): void {
  const what = found.get(erasure) ?? nothing();
  found.set(erasure, what);
  if (identifier === ADDRESS) {
    what.emails.add(value);
    return;
  }
  const known = what.known.get(source) ?? new Map<string, Set<string>>();
  what.known.set(source, known);
  known.set(identifier, (known.get(identifier) ?? new Set<string>()).add(value));
}

function subjectOf({ emails, known }: Found): SealedSubject {
  const addresses = [...emails];
  const bySource: Record<string, KnownIdentifiers> = {};
  for (const [source, identifiers] of known) {
    bySource[source] = Object.fromEntries([...identifiers].map(([name, values]) => [name, [...values]]));
  }
  return { emails: addresses, addresses, known: bySource };
}
