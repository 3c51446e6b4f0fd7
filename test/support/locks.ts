import { type DataSource } from 'typeorm';

/** Comes back once a connection to this database waits for a lock that another holds. */
export async function someoneWaits(sql: DataSource): Promise<void> {
  for (;;) {
    const waiting = await sql.query<unknown[]>(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
  }
}
