import { type DataSource } from 'typeorm';

/** Comes back once so many connections to this database wait at a gate. */
export async function gateWaiters(sql: DataSource, least: number): Promise<void> {
  for (;;) {
    const [row] = await sql.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'`,
    );
    if ((row?.count ?? 0) >= least) return;
  }
}
