import { type KnownIdentifiers } from '../erasing.js';
import { finding } from '../finding.js';
import { SourceUnavailable } from '../source-unavailable.js';

/** More identifiers than this of one person mean a wrong map, not a busy person. */
const MOST_IDENTIFIERS = 100_000;
/** Steps from row to row, such as along a chain of replies. */
const MOST_ROUNDS = 1000;

/** What rows of a collection teach about the person. */
export interface Lesson {
  readonly collection: string;
  readonly identifier: string;
  /** Asked again once one of these grew. */
  readonly uses: ReadonlySet<string>;
}

/** Everything known, by the identifier's name. */
export type Known = ReadonlyMap<string, ReadonlySet<string>>;

/** How a database is asked for what rows of the person teach. */
export interface Teacher<Asked extends Lesson> {
  readonly lessons: readonly Asked[];
  /** Makes these identifiers known to what is asked from here on. */
  publish(known: Known, names: ReadonlySet<string>): Promise<void>;
  /** At most so many values. */
  ask(lesson: Asked, most: number): Promise<readonly string[]>;
}

/**
 * Lets rows of the person teach identifiers, and these lead to further rows, until nothing new comes; what was learned
 * is then published.
 * @param given what earlier rows taught, which may be gone
 * @returns all of it
 * @throws SourceUnavailable where it does not end within bounds
 */
export async function learn<Asked extends Lesson>(
  source: string,
  teacher: Teacher<Asked>,
  given: KnownIdentifiers = {},
): Promise<KnownIdentifiers> {
  const names = new Set(teacher.lessons.map(({ identifier }) => identifier));
  const known = new Map([...names].map((name) => [name, new Set(given[name])]));
  let grown: ReadonlySet<string> = names;
  await teacher.publish(known, grown);
  for (let round = 0; grown.size > 0; round += 1) {
    if (round === MOST_ROUNDS) throw new SourceUnavailable(source, finding('noEnd', { steps: MOST_ROUNDS }));
    const last = grown;
    const asked = teacher.lessons.filter(
      ({ uses }) => round === 0 || [...uses].some((name) => last.has(name)),
    );
    grown = await ask(source, teacher, asked, known);
    await teacher.publish(known, grown);
  }
  return Object.fromEntries([...known].map(([name, values]) => [name, [...values]]));
}

/** @returns the identifiers that grew */
async function ask<Asked extends Lesson>(
  source: string,
  teacher: Teacher<Asked>,
  lessons: readonly Asked[],
  known: ReadonlyMap<string, Set<string>>,
): Promise<ReadonlySet<string>> {
  const grown = new Set<string>();
  for (const lesson of lessons) {
    const { identifier, collection } = lesson;
    const values = known.get(identifier);
    if (values === undefined) continue;
    const before = values.size;
    for (const value of await teacher.ask(lesson, MOST_IDENTIFIERS + 1)) values.add(value);
    if (values.size > MOST_IDENTIFIERS) {
      throw new SourceUnavailable(
        source,
        finding('tooMany', { most: MOST_IDENTIFIERS, identifier, collection }),
      );
    }
    if (values.size > before) grown.add(identifier);
  }
  return grown;
}
