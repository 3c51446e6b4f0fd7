import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finding } from '../../../src/sources/finding.js';
import { isSameDatabase } from '../../../src/sources/fingerprint.js';
import { MariaPool } from '../../../src/sources/mariadb/maria-pool.js';
import { MariaSource } from '../../../src/sources/mariadb/maria-source.js';
import { MariaWriter } from '../../../src/sources/mariadb/maria-writer.js';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { type RemoteConnection } from '../../../src/sources/remote-writer.js';
import { SourceUnavailable } from '../../../src/sources/source-unavailable.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB, MariaDbServer } from '../../support/mariadb-server.js';
import { mapOf } from './map-of.js';

const TABLES = `
  CREATE TABLE orders (id integer PRIMARY KEY, email varchar(100), note varchar(5)) ENGINE = InnoDB;
  INSERT INTO orders VALUES (1, 'a@x.test', 'one'), (2, 'a@x.test', 'two');
  CREATE TABLE options (name varchar(50) PRIMARY KEY, value text) CHARSET latin1;
  INSERT INTO options VALUES ('siteurl', 'https://shop.example'), ('home', 'https://other.example')`;

function shopMap(): DataMap {
  const map = mapOf({ id: 'orders', leads: [{ by: 'address', column: 'email' }], fields: ['email', 'note'] });
  const where = [{ column: 'name', equals: 'siteurl' }];
  return { ...map, schema: 'public', site: { table: 'options', column: 'value', where } };
}

describe.skipIf(!hasMariaDb)(`writing in MariaDB (${HOW_TO_GET_A_MARIADB})`, () => {
  let server: MariaDbServer;
  let writer: MariaWriter;
  const opened: RemoteConnection[] = [];

  beforeAll(async () => {
    server = await MariaDbServer.start();
  }, 120_000);

  beforeEach(async () => {
    for (const connection of opened.splice(0)) await connection.close();
    await server.database('shop', TABLES);
    await server.query(`DROP USER IF EXISTS eraser, guest; CREATE USER eraser IDENTIFIED BY 'e', guest IDENTIFIED BY 'g';
      GRANT SELECT, UPDATE, DELETE ON shop.* TO eraser; GRANT SELECT ON shop.* TO guest`);
    writer = writerAs('eraser', 'e');
  });

  afterAll(async () => {
    for (const connection of opened) await connection.close();
    await server.stop();
  });

  const writerAs = (user: string, password: string) =>
    new MariaWriter('shop', shopMap(), server.url('shop', user, password));

  async function open(by = writer): Promise<RemoteConnection> {
    const connection = await by.open();
    opened.push(connection);
    return connection;
  }

  const ids = async () => (await server.query('SELECT id FROM shop.orders ORDER BY id')).map(({ id }) => id);

  it('commits what it did, and undoes it', async () => {
    const connection = await open();
    const first = await connection.begin();
    await first.query('DELETE FROM orders WHERE id = ?', ['1']);
    await connection.commit();
    expect(await ids()).toEqual([2]);
    const second = await connection.begin();
    await second.query('DELETE FROM orders WHERE id = ?', ['2']);
    expect(await second.query('SELECT id FROM orders')).toEqual([]);
    await connection.rollback();
    expect(await ids()).toEqual([2]);
  });

  it('cuts nothing to fit, whatever the server allows', async () => {
    await server.query(`SET GLOBAL sql_mode = ''`);
    const connection = await open();
    const statements = await connection.begin();
    await expect(statements.query('UPDATE orders SET note = ?', ['far too long'])).rejects.toMatchObject({
      code: 'ER_DATA_TOO_LONG',
    });
    await connection.rollback();
  });

  it('changes rows that somebody else changed since the transaction first read', async () => {
    await server.query('SET GLOBAL innodb_snapshot_isolation = ON');
    expect(await changedMeanwhile(await open())).toEqual([{ note: 'new' }]);
  });

  it('does so on a server that logs statements', async () => {
    const logging = await MariaDbServer.start('--log-bin', '--binlog-format=STATEMENT');
    try {
      await logging.database('shop', TABLES);
      await logging.query('SET GLOBAL innodb_snapshot_isolation = ON');
      const connection = await open(new MariaWriter('shop', shopMap(), logging.url('shop')));
      expect(await changedMeanwhile(connection, logging)).toHaveLength(1);
      expect(await logging.query('SELECT id FROM shop.orders')).toEqual([{ id: 1 }]);
    } finally {
      await logging.stop();
    }
  }, 120_000);

  /** @returns what the transaction sees of the row before it deletes it */
  async function changedMeanwhile(connection: RemoteConnection, on = server): Promise<unknown[]> {
    const statements = await connection.begin();
    const read = () => statements.query('SELECT note FROM orders WHERE id = ?', ['2']);
    await read();
    await on.query(`UPDATE shop.orders SET note = 'new' WHERE id = 2`);
    const seen = await read();
    await statements.query('DELETE FROM orders WHERE id = ?', ['2']);
    await connection.commit();
    return seen;
  }

  it('ends the connection that is meant, after which nothing that it did stays', async () => {
    const left = await open();
    const statements = await left.begin();
    await statements.query('DELETE FROM orders WHERE id = ?', ['1']);
    const other = await open();
    await writer.end(left.id);
    expect(await ids()).toEqual([1, 2]);
    await expect(left.commit()).rejects.toBeInstanceOf(SourceUnavailable);
    expect(await ids()).toEqual([1, 2]);
    // Nobody has its rows any more, and the other connection still works.
    const again = await other.begin();
    await again.query('DELETE FROM orders WHERE id = ?', ['1']);
    await other.commit();
    expect(await ids()).toEqual([2]);
  });

  it('leaves another connection alone that has the number of one that is gone', async () => {
    const connection = await open();
    const [number] = connection.id.split(' ');
    await writer.end(`${number} athar.of-an-earlier-start`);
    await (await connection.begin()).query('DELETE FROM orders WHERE id = ?', ['1']);
    await connection.commit();
    expect(await ids()).toEqual([2]);
  });

  it('says which right is missing where it may not end the connection', async () => {
    const left = await open();
    await left.begin();
    const failure: unknown = await writerAs('guest', 'g')
      .end(left.id)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      findings: [finding('cannotEnd', { source: 'shop', grant: 'CONNECTION ADMIN' })],
    });
  });

  it('tells the database and its site, the same to who reads and who writes, and no other', async () => {
    const connection = await open();
    const found = await connection.fingerprint();
    expect(found).toMatchObject({ database: 'shop', site: 'https://shop.example' });
    const pool = new MariaPool(server.url('shop', 'guest', 'g'), 1);
    const read = await new MariaSource('shop', shopMap(), pool).fingerprint();
    await pool.end();
    expect(read).toEqual(found);
    await server.query(`UPDATE shop.options SET value = 'https://staging.example' WHERE name = 'siteurl'`);
    const moved = await (await open()).fingerprint();
    expect(isSameDatabase(found, moved)).toBe(false);
    await server.query(`DELETE FROM shop.options WHERE name = 'siteurl'`);
    const failure: unknown = await (await open()).fingerprint().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      findings: [finding('noSite', { source: 'shop', column: 'options.value' })],
    });
  });
});
