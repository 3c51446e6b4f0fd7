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
