/** A source cannot be read now. `message` is for an admin: it holds no personal data and no password. */
export class SourceUnavailable extends Error {
  constructor(
    readonly source: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SourceUnavailable';
  }
}
