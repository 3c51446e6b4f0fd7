/** One field that was refused, by JSON pointer (RFC 6901) into the body, or `?name` for a query parameter. */
export interface FieldProblem {
  readonly pointer: string;
  readonly message: string;
  /** Where a text is too long: how many characters it may have. Pages say it in their own words; programs read `message`. */
  readonly most?: number;
}

/**
 * An answer that refuses, as RFC 9457 describes it. Services throw it; one filter turns it into
 * `application/problem+json` or an error page. `detail` is read by people: it never holds personal data.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** Ends the `type` URI, and is what programs compare: `step-up-required`. */
    readonly code: string,
    readonly detail: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = 'Problem';
  }
}

export const invalidFields = (...errors: FieldProblem[]): Problem =>
  new Problem(422, 'invalid-input', 'Some fields cannot be accepted; errors[] names each one.', errors);

export const invalidField = (pointer: string, message: string): Problem =>
  invalidFields({ pointer, message });

/** With the challenge that a 401 carries (RFC 9110, section 11.6.1). */
export const unauthenticated = (): Problem =>
  new Problem(401, 'sign-in-required', 'Sign in first.', [], { 'WWW-Authenticate': 'Bearer' });

export const forbidden = (code: string, detail: string): Problem => new Problem(403, code, detail);

export const notFound = (detail = 'There is nothing here, or it is not yours to see.'): Problem =>
  new Problem(404, 'not-found', detail);

export const conflict = (code: string, detail: string): Problem => new Problem(409, code, detail);

export const gone = (code: string, detail: string): Problem => new Problem(410, code, detail);
