/** Answers one after the other, as one connection gives them. */
export async function inTurn<A, B>(all: readonly A[], ask: (each: A) => Promise<B>): Promise<B[]> {
  const answers: B[] = [];
  for (const each of all) answers.push(await ask(each));
  return answers;
}
