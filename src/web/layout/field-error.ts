/** What is wrong with one field, in the reader's language. */
export interface FieldError {
  /** Name of the field, which is also its id on the page. */
  readonly field: string;
  readonly message: string;
}
