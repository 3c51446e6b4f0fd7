import { type MariaWriting } from './maria-writing.js';

const ASKED = `SHOW SESSION VARIABLES
  WHERE Variable_name IN ('log_bin', 'binlog_format', 'innodb_snapshot_isolation')`;

/**
 * Lets each statement of the connection's transactions see rows as they are by then. Under REPEATABLE READ a server may
 * refuse to change a row that somebody else changed since the transaction first read, as MariaDB does from 11.6 on. A server
 * that logs statements instead of rows takes no other level, so there it is told not to refuse.
 */
export async function isolate(writing: MariaWriting): Promise<void> {
  const settings = new Map((await writing.texts(ASKED, [])).map(([name, value]) => [name, value]));
  if (settings.get('log_bin') !== 'ON' || settings.get('binlog_format') !== 'STATEMENT') {
    await writing.run('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    return;
  }
  await writing.run('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  if (settings.has('innodb_snapshot_isolation'))
    await writing.run('SET SESSION innodb_snapshot_isolation = OFF');
}
