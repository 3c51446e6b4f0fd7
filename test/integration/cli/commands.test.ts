import { Command } from 'commander';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { jobsCommand } from '../../../src/cli/jobs-command.js';
import { userCommand } from '../../../src/cli/user-command.js';
import { connectTestDatabase, createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
const dataDir = mkdtempSync(join(tmpdir(), 'athar-test-data-'));
const said: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.appUrl);
  vi.stubEnv('DATABASE_MIGRATION_URL', database.ownerUrl);
  vi.stubEnv('ATHAR_DATA_DIR', dataDir);
  vi.stubEnv('BASE_URL', 'https://portal.example');
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
});

afterEach(() => said.splice(0));

afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

/** Types `athar ...`. @returns what it prints; what it throws is what `athar` tells on standard error */
async function athar(...words: string[]): Promise<string> {
  const program = new Command();
  userCommand(program);
  jobsCommand(program);
  await program.parseAsync(words, { from: 'user' });
  return said.splice(0).join('\n');
}

const create = (username: string, email: string): Promise<string> =>
  athar('user', 'create', '--role', 'admin', '--username', username, '--email', email);

describe('athar user create', () => {
  it('prints a link at which the new account sets its password', async () => {
    const answer = await create('amal', 'amal@office.example');
    expect(answer).toContain('Account amal (admin) is made.');
    expect(answer).toMatch(/https:\/\/portal\.example\/set-up\/[A-Za-z0-9_-]{43}$/);
  });

  it('tells an operator that a name or an address is taken', async () => {
    await expect(create('amal', 'other@office.example')).rejects.toThrow(
      'Another account has this user name; choose another.',
    );
    await expect(create('other', 'amal@office.example')).rejects.toThrow('Another account has this address.');
  });
});

describe('athar jobs retry', () => {
  it('sets a failed task going, and says so', async () => {
    const sql = await connectTestDatabase(database.appUrl);
    const [task] = await sql.query<{ id: string }[]>(
      `INSERT INTO tasks (name, payload, state, finished_at) VALUES ('auth.sweep', '{}', 'failed', now()) RETURNING id`,
    );
    const id = task?.id ?? '';
    expect(await athar('jobs', 'retry', id)).toBe('The task waits to run.');
    expect(await sql.query('SELECT state FROM tasks WHERE id = $1', [id])).toEqual([{ state: 'waiting' }]);
    await sql.destroy();
  });

  it.each(['12', '0193b0c0-0000-7000-8000-000000000000'])(
    'refuses %s, which no failed task has',
    async (id) => {
      await expect(athar('jobs', 'retry', id)).rejects.toThrow('No failed task has this id');
      expect(said).toEqual([]);
    },
  );
});
