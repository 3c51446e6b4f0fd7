/** Runs a statement in a transaction that somebody else opened and will commit. */
export interface Statements {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}
