import { Logger as QueueLogger, runMigrations } from 'graphile-worker';
import pg, { escapeIdentifier } from 'pg';

/**
 * Brings the queue's own schema up to date under the owner's role and lets the app role use it. The library switches
 * row security on without policies, which shuts out everybody but the owner; a policy opens the rows to the app role.
 */
export async function migrateQueue(ownerUrl: string, appRole: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: new QueueLogger(() => () => undefined) });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const owner = await client.query<{ role: string }>('SELECT current_user AS role');
    if (owner.rows[0]?.role !== appRole) await letIn(client, escapeIdentifier(appRole));
  } finally {
    await client.end();
  }
}

async function letIn(client: pg.Client, role: string): Promise<void> {
  const guarded = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'graphile_worker'::regnamespace AND relkind = 'r' AND relrowsecurity`,
  );
  const policies = guarded.rows.map(({ name }) => {
    const table = `graphile_worker.${escapeIdentifier(name)}`;
    return `DROP POLICY IF EXISTS athar_app ON ${table};
            CREATE POLICY athar_app ON ${table} TO ${role} USING (true) WITH CHECK (true);`;
  });
  await client.query(
    `BEGIN;
     GRANT USAGE ON SCHEMA graphile_worker TO ${role};
     GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO ${role};
     REVOKE INSERT, UPDATE, DELETE ON graphile_worker.migrations FROM ${role};
     GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO ${role};
     ${policies.join('\n')}
     COMMIT`,
  );
}
