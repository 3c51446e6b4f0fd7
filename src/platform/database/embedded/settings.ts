import { join } from 'node:path';
import { ADMIN_ROLE, APP_ROLE, OWNER_ROLE } from './addresses.js';
import { writeWhole } from './files.js';
import { type DatabaseHome } from './home.js';
import { PORT } from './socket-folder.js';
import { userName } from './system-users.js';

/**
 * Given on the command line, so that they hold for clusters made by earlier versions too and ALTER SYSTEM cannot undo them.
 * @param durable false for throw-away databases: a crash of the machine may destroy them
 */
export function serverArguments(home: DatabaseHome, socketDir: string, durable: boolean): string[] {
  const settings: Record<string, string> = {
    hba_file: hbaOf(home),
    ident_file: identOf(home),
    listen_addresses: '',
    port: String(PORT),
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: '120',
    shared_buffers: '128MB',
    dynamic_shared_memory_type: 'mmap',
    // Containers without room for huge pages end a process that tries them.
    huge_pages: 'off',
    jit: 'off',
    timezone: 'UTC',
    ...(durable ? SAFE : FAST),
    ...LOGGING,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const SAFE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * What the server says of itself, never of statements: a failed one goes to whoever sent it, and its text, its
 * parameters and the rows it names would be personal data in a log file.
 */
const LOGGING = {
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // Everything above ERROR, and the server's own notes.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  // Without the lines that quote rows and running statements.
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_lock_waits: 'off',
  log_temp_files: '-1',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  debug_print_parse: 'off',
  debug_print_plan: 'off',
  debug_print_rewritten: 'off',
};

/**
 * Writes down who may connect: the home's owner and root, in the roles of Athar, known by the kernel's word and without
 * a password. Any other role needs one. The user that PostgreSQL runs as for root is not among them.
 */
export async function writeAccess(home: DatabaseHome): Promise<void> {
  const users = new Set([await userName(0), await userName(home.owner.uid)]);
  const roles = [ADMIN_ROLE, OWNER_ROLE, APP_ROLE];
  const hba = [`local all ${roles.join(',')} peer map=athar`, 'local all all scram-sha-256'];
  const ident = [...users].flatMap((user) => roles.map((role) => `athar "${user}" ${role}`));
  writeWhole(hbaOf(home), `${hba.join('\n')}\n`, 0o644, home.owner);
  writeWhole(identOf(home), `${ident.join('\n')}\n`, 0o644, home.owner);
}

const hbaOf = (home: DatabaseHome) => join(home.dir, 'hba.conf');
const identOf = (home: DatabaseHome) => join(home.dir, 'ident.conf');
