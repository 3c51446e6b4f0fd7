/** What tells one database from another, as far as its user may see it. */
export interface Fingerprint {
  /** Which installation: of PostgreSQL its system identifier. */
  readonly server?: string;
  /** The name of the database, and whatever else tells it from one of the same name. */
  readonly database: string;
  /** When its tables were made, where the database says so. */
  readonly created?: string;
  /** The address of the site whose data it holds, where the map says where that is written. */
  readonly site?: string;
}

/**
 * Whether both are of the same database and site. A restart may change what a server is known by, and a change of its
 * tables when these were made; a copy elsewhere changes both.
 */
export function isSameDatabase(one: Fingerprint, other: Fingerprint): boolean {
  if (one.database !== other.database || one.site !== other.site) return false;
  if (one.server === other.server) return true;
  return one.created !== undefined && one.created === other.created;
}

/** For people: what it is, without what only programs compare. */
export function fingerprintText({ server, database, created, site }: Fingerprint): string {
  const parts = [
    `database ${database}`,
    server === undefined ? [] : `server ${server}`,
    created === undefined ? [] : `tables of ${created}`,
    site === undefined ? [] : `site ${site}`,
  ];
  return parts.flat().join(', ');
}

/** The same without a word of any language, to stand in a sentence of each. */
export function fingerprintMarks({ server, database, created, site }: Fingerprint): string {
  const marks = [site, database, server, created].filter((mark) => mark !== undefined);
  // Isolated, so that names in Latin script do not turn a sentence in Arabic around.
  return `\u2068${marks.join(' · ')}\u2069`;
}
