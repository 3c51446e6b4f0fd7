/** How values of a column compare with learned identifiers; `text` byte by byte, by way of their text. */
export type Family = 'integer' | 'uuid' | 'text';

export interface LiveColumn {
  readonly name: string;
  /** As `format_type` writes it, without length or precision; a domain's base type. */
  readonly type: string;
  readonly family: Family;
  /** False where the column's collation takes different bytes for equal. */
  readonly bytewise: boolean;
  readonly readable: boolean;
  readonly nullable: boolean;
  /** Characters that a text column takes at most; null where it has no limit. */
  readonly length: number | null;
}

/** A reference of one table to another of the same schema. */
export interface LiveReference {
  readonly to: string;
  /** Rows go with the row that they refer to. */
  readonly cascades: boolean;
}

export interface LiveIndex {
  readonly unique: boolean;
  readonly partial: boolean;
  /** Columns by name, expressions as SQL. */
  readonly keys: readonly string[];
}

export interface LiveTable {
  readonly name: string;
  readonly isView: boolean;
  readonly columns: ReadonlyMap<string, LiveColumn>;
  readonly indexes: readonly LiveIndex[];
  readonly references: readonly LiveReference[];
}

/** Tables of one schema by name. */
export type LiveSchema = ReadonlyMap<string, LiveTable>;
