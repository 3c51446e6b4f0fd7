/** Why the embedded database cannot be used, in one sentence for the operator; no stack is needed to act on it. */
export class EmbeddedDatabaseError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'EmbeddedDatabaseError';
  }
}
