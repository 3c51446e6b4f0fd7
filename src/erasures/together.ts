/**
 * Answers that are asked for at the same time, in the order of what they are about. Where one fails the others are waited for,
 * so that nothing goes on after it.
 */
export async function together<About, Answer>(
  all: readonly About[],
  ask: (about: About) => Promise<Answer>,
): Promise<Answer[]> {
  const asked = all.map(ask);
  await Promise.allSettled(asked);
  return Promise.all(asked);
}

/**
 * Does the work for one after the other, for those behind one where it fails too.
 * @throws what the first of these failed with, once it was tried for all
 */
export async function tryEach<About>(
  all: readonly About[],
  work: (about: About) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const about of all) await work(about).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
