import { type EntityManager } from 'typeorm';

/** What is done with a source before it may be erased in: it answered a check, it was tried with an address, and a dry run looked into it. */
export type SourceStep = 'answered' | 'tried' | 'planned';

/** Says that the step was done with these sources. Only the last time is kept. */
export async function markStep(
  manager: EntityManager,
  step: SourceStep,
  sources: readonly string[],
  at: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO source_steps (source, step, done_at) SELECT DISTINCT source, $2, $3::timestamptz FROM unnest($1::text[]) AS source
     ON CONFLICT (source, step) DO UPDATE SET done_at = greatest(source_steps.done_at, excluded.done_at)`,
    [[...new Set(sources)].sort(), step, at],
  );
}

/** When each step was last done with the source; of those that were. */
export async function stepsOf(
  manager: EntityManager,
  source: string,
): Promise<Readonly<Partial<Record<SourceStep, Date>>>> {
  const rows = await manager.query<{ step: SourceStep; at: Date }[]>(
    'SELECT step, done_at AS at FROM source_steps WHERE source = $1',
    [source],
  );
  return Object.fromEntries(rows.map(({ step, at }) => [step, at]));
}

/** When the step was last done with each source; of those with which it was. */
export async function lastDone(manager: EntityManager, step: SourceStep): Promise<ReadonlyMap<string, Date>> {
  const rows = await manager.query<{ source: string; at: Date }[]>(
    'SELECT source, done_at AS at FROM source_steps WHERE step = $1',
    [step],
  );
  return new Map(rows.map(({ source, at }) => [source, at]));
}
