import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { MariaConnection } from '../../../src/sources/mariadb/maria-connection.js';
import { type Agent, TestApp } from '../../support/app.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB, MariaDbServer } from '../../support/mariadb-server.js';
import { mapOf } from '../sources/map-of.js';

const SHOWN = '1';

/** Notes in another database, shown where their state is '1'; `settings` says which site it is. */
function noteMap(): object {
  const map = mapOf({
    id: 'notes',
    leads: [{ by: 'address', column: 'email' }],
    fields: ['email', { name: 'state', column: 'state', erase: 'keep' }],
    erase: { action: 'delete' },
    restrict: { column: 'state', value: 'held', shown: [SHOWN] },
  });
  // A database of MariaDB has no schemas.
  return { ...map, schema: undefined };
}

describe.skipIf(!hasMariaDb)(`a restriction in a MariaDB (${HOW_TO_GET_A_MARIADB})`, () => {
  let server: MariaDbServer;
  let portal: TestApp;
  let admin: Agent;
  let folder: string;

  beforeAll(async () => {
    server = await MariaDbServer.start();
    await server.database(
      'blog',
      'CREATE TABLE notes (id varchar(20) PRIMARY KEY, email varchar(200), state varchar(20) NOT NULL)',
    );
    await server.query(`CREATE USER reader IDENTIFIED BY 'r', eraser IDENTIFIED BY 'e';
      GRANT SELECT ON blog.* TO reader; GRANT SELECT, UPDATE, DELETE ON blog.notes TO eraser`);
    folder = mkdtempSync(join(tmpdir(), 'athar-restricted-'));
    writeFileSync(join(folder, 'blog.yaml'), JSON.stringify(noteMap()));
    const [url, writeUrl] = [server.url('blog', 'reader', 'r'), server.url('blog', 'eraser', 'e')];
    const blog = { id: 'blog', map: './blog.yaml', url, writeUrl, mode: 'erase' };
    writeFileSync(join(folder, 'sources.yaml'), JSON.stringify({ sources: [blog] }));
    portal = await TestApp.start({
      ATHAR_ROLE: 'web',
      ATHAR_COOLING_OFF: 'PT0S',
      ATHAR_SOURCES: join(folder, 'sources.yaml'),
    });
    for (const name of ['first', 'second']) await portal.account('admin', name);
    admin = await portal.signIn('first');
  }, 180_000);
  afterAll(async () => {
    await portal.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function written(owner: string, ...states: readonly string[]): Promise<void> {
    for (const [n, state] of states.entries())
      await server.query(
        `INSERT INTO blog.notes VALUES ('${owner}-${n}', '${owner}@readers.example', '${state}')`,
      );
  }
  async function seen(owner: string): Promise<string[]> {
    const rows = await server.query(`SELECT state FROM blog.notes WHERE id LIKE '${owner}-%' ORDER BY id`);
    return (rows as { state: string }[]).map(({ state }) => state);
  }
  async function work(): Promise<void> {
    await portal.sql.query(
      `UPDATE tasks SET run_at = now() WHERE state = 'waiting' AND name LIKE 'request.%'`,
    );
    await portal.app.get(JobWorker).runUntilIdle();
  }
  async function restrict(owner: string): Promise<string> {
    await portal.account('member', owner);
    const agent = await portal.signIn(owner);
    const { body } = await agent.post('/api/v1/requests').send({ kind: 'restriction' }).expect(201);
    await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    await work();
    return body.reference as string;
  }
  const act = async (reference: string, what: string, body: object = {}) => {
    await admin.post(`/api/v1/admin/requests/${reference}/${what}`).send(body).expect(200);
    await work();
  };
  const remembered = async () => (await portal.sql.query('SELECT 1 FROM restricted_rows')).length;

  it('hides the person’s rows alone, and gives each back what it held', async () => {
    await written('amal', SHOWN, 'spam', SHOWN);
    await written('other', SHOWN);
    const reference = await restrict('amal');
    const page = await admin.get(`/admin/requests/${reference}?lang=en`).expect(200);
    expect(page.text).toContain('In Title the portal hides only this: Title.');
    expect([await seen('amal'), await seen('other')]).toEqual([['held', 'spam', 'held'], [SHOWN]]);
    await server.query(`UPDATE blog.notes SET state = 'trash' WHERE id = 'amal-2'`);
    await act(reference, 'restriction/lift', { reason: 'checked' });
    expect([await seen('amal'), await seen('other')]).toEqual([[SHOWN, 'spam', 'trash'], [SHOWN]]);
    expect(await remembered()).toBe(0);
  });

  it('goes on where an answer was lost after the database had committed', async () => {
    await written('badr', SHOWN, SHOWN);
    const connection = MariaConnection.prototype;
    const commit = Reflect.get<MariaConnection, 'commit'>(connection, 'commit');
    const lost = vi.spyOn(connection, 'commit');
    let answersLost = 0;
    const loseOne = () =>
      lost.mockImplementationOnce(async function (this: MariaConnection) {
        await commit.call(this);
        answersLost += 1;
        throw new Error('the answer was lost');
      });
    // The first commit only reads; the second one hides.
    lost.mockImplementationOnce(commit);
    loseOne();
    const reference = await restrict('badr');
    await work();
    expect(await seen('badr')).toEqual(['held', 'held']);
    loseOne();
    await act(reference, 'restriction/lift', { reason: 'checked' });
    await work();
    lost.mockRestore();
    expect(answersLost).toBe(2);
    expect(await seen('badr')).toEqual([SHOWN, SHOWN]);
    expect(await remembered()).toBe(0);
  });

  it('fails with a sentence while the system is away, and goes on from a retry', async () => {
    await written('chama', SHOWN);
    await server.query(`RENAME TABLE blog.notes TO blog.gone`);
    const reference = await restrict('chama');
    for (let tries = 0; tries < 8; tries += 1) await work();
    const { body } = await admin.get(`/api/v1/admin/requests/${reference}`).expect(200);
    expect([body.state, body.restriction.state, body.restriction.hiddenAt]).toEqual([
      'failed',
      'in_force',
      null,
    ]);
    expect(body.failure).toContain('notes');
    await server.query(`RENAME TABLE blog.gone TO blog.notes`);
    await act(reference, 'retry');
    expect(await seen('chama')).toEqual(['held']);
    await act(reference, 'complete');
    await act(reference, 'restriction/lift', { reason: 'checked' });
    expect(await seen('chama')).toEqual([SHOWN]);
  });

  it('deletes what the person asks to erase meanwhile, and forgets what it held', async () => {
    await written('driss', SHOWN, 'spam');
    await restrict('driss');
    const agent = await portal.signIn('driss');
    const { body } = await agent.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
    const second = await portal.signIn('second');
    for (const official of [admin, second])
      await official.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    await work();
    await work();
    expect(await seen('driss')).toEqual([]);
    expect(await remembered()).toBe(0);
    expect(await portal.sql.query('SELECT 1 FROM restriction_kept')).toEqual([]);
  });
});
