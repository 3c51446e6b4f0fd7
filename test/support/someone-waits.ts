import { setTimeout as wait } from 'node:timers/promises';
import { type DataSource } from 'typeorm';

/** Until a session of the database waits for a row that another one has locked. */
export async function someoneWaits(sql: DataSource): Promise<void> {
  for (;;) {
    const rows = await sql.query<unknown[]>(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    await wait(10);
  }
}
