import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditPseudonyms } from '../../../src/audit/audit-pseudonyms.js';
import { signedNote } from '../../../src/audit/tree/checkpoint.js';
import { CheckpointStore } from '../../../src/audit/tree/checkpoint-store.js';
import { Checkpoints } from '../../../src/audit/tree/checkpoints.js';
import { LOG_KEY } from '../../../src/audit/tree/log-key.js';
import { LogVerification } from '../../../src/audit/verify/log-verification.js';
import { type Verdict } from '../../../src/audit/verify/verdict.js';
import { type ThreadLane } from '../../../src/audit/verify/segment-lanes.js';
import { openSnapshot } from '../../../src/audit/verify/snapshot.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { openStore } from '../../../src/platform/storage/open-store.js';
import { buildApp } from '../../support/built-app.js';
import { account, guest, type LogUnderTest, openLog } from './support.js';

let folder: string;
let log: LogUnderTest;
let keyring: Keyring;
let store: CheckpointStore;
let checkpoints: Checkpoints;
let pool: StreamPool;
const actor = account();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'athar-verify-'));
  keyring = new Keyring(randomBytes(32));
  log = await openLog();
  store = new CheckpointStore(await openStore({ dataDir: folder }));
  checkpoints = new Checkpoints(log.source, keyring, log.clock, store, log.log);
  pool = new StreamPool(log.database.appUrl);
});
afterEach(async () => {
  await pool.onApplicationShutdown();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

const verify = (...kept: string[]): Promise<Verdict> =>
  new LogVerification(pool, checkpoints, store).run({ kept });

/** The same as it runs once it is compiled: several threads, each with a connection of its own. */
async function inThreads(...kept: string[]): Promise<Verdict> {
  const built = buildApp();
  try {
    const path = pathToFileURL(join(built.folder, 'src/audit/verify/log-verification.js')).href;
    const compiled = (await import(/* @vite-ignore */ path)) as { LogVerification: typeof LogVerification };
    return await new compiled.LogVerification(pool, checkpoints, store).run({ kept });
  } finally {
    built.remove();
  }
}

/** What the first finding says. */
async function found(...kept: string[]): Promise<string> {
  const [first] = (await verify(...kept)).findings;
  return first === undefined ? 'whole' : `${first.where}: ${first.what}`;
}

/** Events of every shape, and a checkpoint over them. */
async function write(events: number): Promise<string> {
  for (let event = 0; event < events; event += 1) {
    log.clock.at = new Date(log.clock.at.getTime() + 60_000);
    await log.append(
      event % 2 === 0
        ? {
            action: 'auth.logged_in',
            actor,
            values: { ip: event % 4 === 0 ? '192.0.2.7' : '2001:db8::7:0', userAgent: 'Агент "ق" \\ 1' },
          }
        : {
            action: 'request.approved',
            outcome: 'denied',
            actor: { type: 'system' },
            subject: guest(),
            reference: 'R-7K3F-92QM',
            detail: { zz: event, a: 'é"\\', list: ['x', 'ي'], yes: true },
            values: { reason: `Because\n\u2028${event}` },
          },
    );
  }
  await log.sequencer.catchUp();
  return (await checkpoints.sign())?.note ?? '';
}

/** Changes what the triggers of the database protect, as somebody with every right could. */
async function tamper(statement: string): Promise<void> {
  await log.admin.query(`SET session_replication_role = 'replica'`);
  await log.admin.query(statement);
  await log.admin.query(`SET session_replication_role = 'origin'`);
}

const SPANS = `INSERT INTO audit_spans SELECT seq / 1000, min(at), max(at), min(id::text COLLATE "C")::uuid,
  max(id::text COLLATE "C")::uuid FROM audit_events GROUP BY 1`;

/** Makes the tree anew over the events as they are, and signs it, as whoever has the key and the server can. */
async function rewrite(): Promise<void> {
  const objects = await openStore({ dataDir: folder });
  for await (const key of objects.list('log')) await objects.delete(key);
  await tamper(`DELETE FROM audit_tree; DELETE FROM audit_checkpoints; DELETE FROM audit_spans;
    ${SPANS};
    SELECT audit_extend(0, (SELECT max(seq) + 1 FROM audit_events))`);
  await checkpoints.sign();
}

/** A leaf and its columns with another action. */
const OTHER = `UPDATE audit_events SET action = 'auth.logged_out', leaf = replace(leaf, 'auth.logged_in', 'auth.logged_out')
  WHERE seq = 4`;

describe('a log that nobody touched', () => {
  it('is whole, with every count told', async () => {
    expect(await verify()).toMatchObject({ events: 0, findings: [] });
    const first = await write(7);
    const last = await write(20);
    const verdict = await verify(first, last);
    expect(verdict).toMatchObject({ events: 27, checkpoints: 2, waiting: 0, findings: [] });
    expect(verdict.values).toBe(7 * 2 - 1 - 2 + 20 + 10);
    expect(verdict.root?.toString('base64')).toBe(last.split('\n')[2]);
  });

  it('is whole over more than one segment', async () => {
    await write(3);
    await log.admin.query(
      `INSERT INTO audit_queue (id, body) SELECT gen_random_uuid(), '{"action":"comment.posted","actor":{"type":"system"},'
       || '"at":"2026-03-05T10:00:00.000Z","detail":{"event":' || n || '},"digests":{},"outcome":"success"}'
       FROM generate_series(1, 66000) n`,
    );
    await log.sequencer.catchUp();
    const note = await write(3);
    const whole = await verify(note);
    expect(whole).toMatchObject({ events: 66_006, checkpoints: 2, findings: [] });
    expect(await inThreads(note)).toEqual(whole);
    await tamper(`UPDATE audit_tree SET hashes = overlay(hashes PLACING sha256('') FROM 1) WHERE level = 2`);
    expect(await found()).toMatch(/^tile 2\/0: hash 0 is not the root/);
    await tamper(`UPDATE audit_events SET outcome = 'failure' WHERE seq IN (66001, 65540)`);
    expect(await found()).toBe('event 65540: its column outcome and its leaf say different things');
    expect((await inThreads()).findings).toEqual((await verify()).findings);
  }, 120_000);

  it('is whole once a person is forgotten, and while events wait for their numbers', async () => {
    const note = await write(6);
    await log.source.transaction((manager) =>
      new AuditPseudonyms(log.source, log.clock).forget(manager, [actor]),
    );
    await log.append({ action: 'audit.searched', actor: { type: 'system' }, values: { text: 'waits' } });
    const verdict = await verify(note);
    expect(verdict).toMatchObject({ events: 6, waiting: 1, findings: [] });
    expect(verdict.values).toBeLessThan(9);
  });
});

describe('what was changed is found, and where', () => {
  const cases: readonly (readonly [name: string, statement: string, sentence: string | RegExp])[] = [
    ...Object.entries({
      at: `at + interval '1 second'`,
      action: `'hold.placed'`,
      outcome: `'failure'`,
      actor_type: `'system'`,
      actor: 'gen_random_uuid()',
      subject: 'gen_random_uuid()',
      reference: `'R-0000-0000'`,
      detail: `'{"more": 1}'`,
    }).map(
      ([column, value]) =>
        [
          `the column ${column}`,
          `UPDATE audit_events SET ${column} = ${value} WHERE seq = 4`,
          `event 4: its column ${column} and its leaf say different things`,
        ] as const,
    ),
    [
      'an empty detail by something else as short',
      `UPDATE audit_events SET detail = '[]' WHERE seq = 4`,
      'event 4: its column detail and its leaf say different things',
    ],
    [
      'a time below its milliseconds',
      `UPDATE audit_events SET at = at + interval '3 microseconds' WHERE seq = 4`,
      'event 4: its column at and its leaf say different things',
    ],
    [
      'a leaf',
      `UPDATE audit_events SET leaf = replace(leaf, 'auth.logged_in', 'auth.logged_out') WHERE seq = 4`,
      'event 4: its column action and its leaf say different things',
    ],
    [
      'a leaf and its columns',
      OTHER,
      /^event 4: its leaf has not the hash that the tree has of it, in tile 0\/0/,
    ],
    [
      'the digests of a leaf',
      `UPDATE audit_events SET leaf = regexp_replace(leaf, '"ip":"..', '"ip":"AA') WHERE seq = 4`,
      /^event 4: its personal value ip is not the one/,
    ],
    [
      'a leaf that is no canonical JSON any more',
      `UPDATE audit_events SET leaf = replace(leaf, ',"v":1', ', "v":1') WHERE seq = 4`,
      'event 4: its leaf is not canonical JSON of version 1',
    ],
    [
      'a leaf that is none',
      `UPDATE audit_events SET leaf = '' WHERE seq = 4`,
      'event 4: its leaf is no version 1',
    ],
    [
      'a value',
      `UPDATE audit_values SET value = 'Other' WHERE field = 'userAgent' AND event = (SELECT id FROM audit_events WHERE seq = 6)`,
      'event 6: its personal value userAgent is not the one that it was recorded with',
    ],
    [
      'the address that is searched by',
      `UPDATE audit_values SET ip = '198.51.100.1' WHERE field = 'ip' AND event = (SELECT id FROM audit_events WHERE seq = 6)`,
      'event 6: the address that it is searched by is not its value',
    ],
    [
      'an address that is searched by as a network',
      `UPDATE audit_values SET ip = set_masklen(ip, 8) WHERE field = 'ip' AND event = (SELECT id FROM audit_events WHERE seq = 6)`,
      'event 6: the address that it is searched by is not its value',
    ],
    [
      'an address that is searched by as one of IPv6, in whose networks it is not looked for',
      `UPDATE audit_values SET ip = ('::ffff:' || host(ip))::inet WHERE field = 'ip' AND value LIKE '192%'
       AND event = (SELECT id FROM audit_events WHERE seq = 4)`,
      'event 4: the address that it is searched by is not its value',
    ],
    ...['"zz": 5.0', '"zz": 5.00000000000000000001', `"zz": 5${'0'.repeat(400)}`].map(
      (number, at) =>
        [
          `a number of a detail, ${['its scale', 'its last digit', 'its size'][at]}`,
          `UPDATE audit_events SET detail = detail || '{${number}}' WHERE seq = 5`,
          'event 5: its column detail and its leaf say different things',
        ] as const,
    ),
    [
      'an event before the first',
      `ALTER TABLE audit_events DROP CONSTRAINT audit_events_seq_check;
       CREATE TABLE below PARTITION OF audit_events FOR VALUES FROM (-9) TO (0); INSERT INTO audit_events SELECT -1, gen_random_uuid(),
       at, action, outcome, actor_type, actor, subject, reference, detail, leaf FROM audit_events WHERE seq = 2`,
      'event -1: no event has such a number',
    ],
    [
      'a value that belongs to nothing, while an event waits that has a number',
      `INSERT INTO audit_values VALUES ('00000000-0000-4000-8000-000000000000', 'name', 'Somebody', NULL, sha256(''), NULL, now());
       INSERT INTO audit_queue (id, body) SELECT id, (leaf::json -> 'event')::text FROM audit_events WHERE seq = 3`,
      'value 00000000-0000-4000-8000-000000000000/name: no event belongs to it',
    ],
    [
      'a value that was put beside an event',
      `INSERT INTO audit_values SELECT id, 'name', 'Somebody', NULL, sha256(''), NULL, now() FROM audit_events WHERE seq = 2`,
      'event 2: a personal value stands beside it of which its leaf has no digest',
    ],
    [
      'a value that belongs to nothing',
      `INSERT INTO audit_values VALUES ('00000000-0000-4000-8000-000000000000', 'name', 'Somebody', NULL, sha256(''), NULL, now())`,
      'value 00000000-0000-4000-8000-000000000000/name: no event belongs to it',
    ],
    [
      'values that changed places',
      `UPDATE audit_values v SET value = w.value, salt = w.salt, ip = w.ip FROM audit_values w, audit_events a, audit_events b
       WHERE v.event = a.id AND w.event = b.id AND v.field = w.field AND a.seq IN (6, 8) AND b.seq = 14 - a.seq`,
      /^event 6: its personal value/,
    ],
    [
      'a row that was deleted',
      'DELETE FROM audit_events WHERE seq = 5',
      'event 5: is missing, though the log goes on after it or its tree counts it',
    ],
    [
      'the last rows that were deleted',
      'DELETE FROM audit_events WHERE seq >= 8',
      'event 8: is missing, though the log goes on after it or its tree counts it',
    ],
    [
      'rows that changed places',
      `UPDATE audit_events SET seq = 100 WHERE seq = 2; UPDATE audit_events SET seq = 2 WHERE seq = 3;
       UPDATE audit_events SET seq = 3 WHERE seq = 100`,
      'event 2: its column seq and its leaf say different things',
    ],
    [
      'a row far off',
      `CREATE TABLE far_off PARTITION OF audit_events FOR VALUES FROM (4503599627370496) TO (4503599627370500);
       UPDATE audit_events SET seq = 4503599627370496 WHERE seq = 10`,
      'event 10: is missing, though the log goes on after it or its tree counts it',
    ],
    [
      'an event that is in no tree',
      `INSERT INTO audit_events SELECT seq + 1, gen_random_uuid(), at, action, outcome, actor_type, actor, subject, reference,
       detail, replace(regexp_replace(leaf, '"digests":{[^}]*}', '"digests":{}'), ',"seq":10,', ',"seq":11,') FROM audit_events WHERE seq = 10`,
      'event 11: the stored tree has 11 hashes at level 0 up to here, and the events make 12',
    ],
    [
      'a tile that ends too early',
      `UPDATE audit_tree SET hashes = substr(hashes, 1, 32) WHERE first = (SELECT max(first) FROM audit_tree)`,
      /^event \d+: the stored tree has \d+ hashes at level 0 up to here, and the events make 11/,
    ],
    [
      'a tile that no event belongs to',
      `INSERT INTO audit_tree VALUES (1, 0, 0, sha256(''))`,
      'tile 1/0: the stored tree has 1 hashes at level 1 up to here, and the events make 0',
    ],
    [
      'a tile far off',
      `INSERT INTO audit_tree VALUES (3, 9, 0, sha256(''))`,
      'tile 3/9: no event belongs to it',
    ],
    [
      'a span',
      `UPDATE audit_spans SET latest = latest - interval '1 second'`,
      'span 0: its times are not those of events 0 to 999',
    ],
    [
      'a span that hides an event from searches',
      `UPDATE audit_spans SET greatest_id = least_id`,
      'span 0: its ids leave out an event, which searches then pass over',
    ],
    [
      'a span of nothing',
      `INSERT INTO audit_spans VALUES (7, now(), now(), gen_random_uuid(), gen_random_uuid())`,
      'span 7: no event belongs to it',
    ],
    [
      'the size of a checkpoint',
      'UPDATE audit_checkpoints SET size = 10 WHERE size = 11',
      'checkpoint 1/10: its note says something else than the row that it stands in',
    ],
    [
      'the root of a checkpoint',
      `UPDATE audit_checkpoints SET root = sha256('') WHERE size = 6`,
      'checkpoint 1/6: its note says something else than the row that it stands in',
    ],
    [
      'the note of a checkpoint',
      `UPDATE audit_checkpoints SET note = replace(note, E'\\n6\\n', E'\\n7\\n') WHERE size = 6`,
      'checkpoint 1/6: The signature of the checkpoint is wrong.',
    ],
  ];

  it.each(cases)('%s', async (_, statement, sentence) => {
    await write(6);
    await write(5);
    await tamper(statement);
    const said = await found();
    if (typeof sentence === 'string') expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
  });

  it('a checkpoint that somebody with the key signed over another tree', async () => {
    await write(6);
    const latest = await checkpoints.latest();
    const other = { origin: latest?.origin ?? '', size: 6, root: randomBytes(32) };
    const note = signedNote(other, keyring.signingKey(LOG_KEY), checkpoints.publicKey());
    await tamper(
      `UPDATE audit_checkpoints SET root = '\\x${other.root.toString('hex')}', note = '${note}' WHERE size = 6`,
    );
    expect(await found()).toBe('checkpoint 1/6: the first 6 events are not those that it was signed over');
  });
});

describe('a log that was cut, with all that tells of it in the database', () => {
  it('is found by the checkpoint in the object store, and by one that a witness kept', async () => {
    await write(6);
    const note = await write(5);
    await tamper(`DELETE FROM audit_events WHERE seq >= 6; DELETE FROM audit_checkpoints WHERE size > 6;
      DELETE FROM audit_values WHERE event NOT IN (SELECT id FROM audit_events)`);
    await tamper(`DELETE FROM audit_tree; DELETE FROM audit_spans;
      ${SPANS}; SELECT audit_extend(0, 6)`);
    expect(await found()).toMatch(
      /^checkpoint in the object store of 11 events, athar\/.*\/1: the log has 6 events: 5 of those that it counts are gone$/,
    );
    const { findings } = await verify(note);
    expect(findings.map(({ where }) => where.replace(/,.*/, ''))).toEqual([
      'checkpoint in the object store of 11 events',
      'kept checkpoint of 11 events',
    ]);
  });
});

describe('a history that was rewritten and signed again by whoever has the key', () => {
  it('is whole in itself, and contradicts every checkpoint that was kept from before', async () => {
    const notes = [await write(6), await write(5)];
    await tamper(OTHER);
    await tamper(`UPDATE audit_events SET action = 'auth.logged_out' WHERE seq = 4`);
    await rewrite();
    expect(await found()).toBe('whole');
    for (const note of notes) {
      expect(await found(note)).toMatch(
        /^kept checkpoint of \d+ events, .*: the first \d+ events are not those/,
      );
    }
  });

  it('agrees with those from before the change', async () => {
    const early = await write(4);
    await write(6);
    await tamper(OTHER);
    await rewrite();
    expect(await found(early)).toBe('whole');
  });
});

describe('a log that was restored', () => {
  it('is whole in its new epoch, and says of an older checkpoint what it counted', async () => {
    const early = await write(4);
    const lost = await write(6);
    await tamper(`DELETE FROM audit_events WHERE seq >= 6; DELETE FROM audit_checkpoints WHERE size > 4;
      DELETE FROM audit_values WHERE event NOT IN (SELECT id FROM audit_events); DELETE FROM audit_tree;
      DELETE FROM audit_spans; ${SPANS};
      SELECT audit_extend(0, 6)`);
    expect(await checkpoints.openEpoch('The disk failed.')).toBe(2);
    const later = await write(1);
    const verdict = await verify(early, later);
    expect(verdict).toMatchObject({ events: 8, checkpoints: 2, findings: [] });
    expect(verdict.epochs).toHaveLength(2);
    expect(await found(lost)).toMatch(
      /^kept checkpoint of 10 events, .*\/1: the log has 8 events: 2 of those that it counts are gone. It was signed before the restore that epoch 2 names, which 6 events survived$/,
    );
    await write(5);
    expect(await found(lost)).toMatch(
      /the first 10 events are not those that it was signed over. It was signed before the restore that epoch 2 names/,
    );
  });
});

describe('a thread of the verification', () => {
  it('that ends while nobody waits for it fails the next check, and keeps nobody from ending', async () => {
    const built = buildApp();
    try {
      const path = pathToFileURL(join(built.folder, 'src/audit/verify/segment-lanes.js')).href;
      const compiled = (await import(/* @vite-ignore */ path)) as { ThreadLane: typeof ThreadLane };
      const away = new compiled.ThreadLane({ url: 'postgres://127.0.0.1:1/none', snapshot: '1' });
      await expect(away.check({ index: 0, through: 1, sizes: [] })).rejects.toThrow(/ECONNREFUSED/);

      const client = await pool.connect();
      const idle = new compiled.ThreadLane({
        url: log.database.appUrl,
        snapshot: await openSnapshot(client),
      });
      expect(await idle.check({ index: 0, through: 0, sizes: [] })).toMatchObject({ events: 0 });
      await log.admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'athar-verify' AND datname = current_database()`,
      );
      await expect(idle.check({ index: 0, through: 0, sizes: [] })).rejects.toThrow(
        /terminat|ended|not queryable/i,
      );
      await Promise.all([away.end(), idle.end()]);
      client.release(true);
    } finally {
      built.remove();
    }
  });
});

describe('a database that ends what does nothing or takes long', () => {
  it('does not end a verification, neither its connection nor one of its threads', async () => {
    await write(3);
    await log.admin.query(
      `ALTER DATABASE ${log.database.name} SET idle_in_transaction_session_timeout = '1s';
       ALTER DATABASE ${log.database.name} SET statement_timeout = '1s'`,
    );
    const built = buildApp();
    try {
      const path = pathToFileURL(join(built.folder, 'src/audit/verify/segment-lanes.js')).href;
      const compiled = (await import(/* @vite-ignore */ path)) as { ThreadLane: typeof ThreadLane };
      const verdict = await new LogVerification(pool, checkpoints, store).run({
        afterwards: async (client) => {
          const { rows } = await client.query('SELECT pg_export_snapshot() AS snapshot, pg_sleep(1.2)');
          const thread = new compiled.ThreadLane({ url: log.database.appUrl, snapshot: rows[0].snapshot });
          const segment = { index: 0, through: 3, sizes: [] };
          expect(await thread.check(segment)).toMatchObject({ events: 3 });
          await setTimeout(1500);
          expect(await thread.check(segment)).toMatchObject({ events: 3 });
          await thread.end();
          expect((await client.query('SELECT count(*)::int AS n FROM audit_events')).rows).toEqual([
            { n: 3 },
          ]);
        },
      });
      expect(verdict.findings).toEqual([]);
    } finally {
      built.remove();
    }
  });
});

describe('an epoch', () => {
  const OPEN = `SELECT audit_open_epoch((SELECT note FROM audit_checkpoints ORDER BY size LIMIT 1), now())`;
  const cut = async () => {
    await write(4);
    await write(6);
    await tamper(`DELETE FROM audit_events WHERE seq >= 6; DELETE FROM audit_checkpoints WHERE size > 4;
      DELETE FROM audit_values WHERE event NOT IN (SELECT id FROM audit_events); DELETE FROM audit_tree;
      DELETE FROM audit_spans; ${SPANS};
      SELECT audit_extend(0, 6)`);
    await checkpoints.openEpoch('The disk failed.');
  };

  it('that nobody said was opened is found, and is none to begin a new history with', async () => {
    await write(6);
    await tamper(OPEN);
    await write(2);
    expect(await found()).toBe('epoch 2: no event of the log says that it was opened');
  });

  it.each([
    [
      'that begins elsewhere',
      'UPDATE audit_epochs SET size = 5 WHERE epoch = 2',
      'epoch 2: it begins at 5 events, and the log says at 6',
    ],
    [
      'that names a checkpoint of fewer events, so that less seems lost',
      'UPDATE audit_epochs SET last_known = (SELECT note FROM audit_checkpoints WHERE size = 4) WHERE epoch = 2',
      'epoch 2: the checkpoint that it names counts 4 events, and the log says 10',
    ],
    [
      'under the number of the first, so that nothing seems lost',
      `DELETE FROM audit_checkpoints WHERE epoch = 1; DELETE FROM audit_epochs WHERE epoch = 1;
       UPDATE audit_epochs SET epoch = 1, last_known = NULL`,
      /^epoch 1: its name athar\/.*\/2 is not the one that follows from the epochs before$/,
    ],
    [
      'that is gone',
      'DELETE FROM audit_epochs WHERE epoch = 2',
      'epoch 2: an event says that it was opened, and the database knows nothing of it',
    ],
  ])('%s is found', async (_, statement, sentence) => {
    await cut();
    expect(await found()).toBe('whole');
    await log.sequencer.catchUp();
    await tamper(statement);
    const { findings } = await verify();
    const [said] = findings.filter(({ where }) => where.startsWith('epoch'));
    expect(`${said?.where}: ${said?.what}`).toMatch(sentence);
  });
});

describe('a log whose key was lost', () => {
  const FORGED = `UPDATE audit_checkpoints SET root = sha256(''), note = replace(note, encode(root, 'base64'),
    encode(sha256(''), 'base64')) WHERE size =`;
  const findings = async () => (await verify()).findings.map(({ where, what }) => `${where}: ${what}`);

  beforeEach(async () => {
    await write(4);
    await write(2);
    keyring = new Keyring(randomBytes(32));
    checkpoints = new Checkpoints(log.source, keyring, log.clock, store, log.log);
    expect(await checkpoints.openEpoch('The secret was lost.')).toBe(2);
    await write(3);
    await write(3);
  });

  it('tells once of each epoch what is not signed by the key of today', async () => {
    expect(await findings()).toEqual([
      'checkpoint 1/4: The checkpoint is not signed by this key.',
      'epoch 2: the checkpoint that it names: The checkpoint is not signed by this key.',
    ]);
  });

  it('has its later checkpoints compared all the same, and those from before with the events', async () => {
    await tamper(`${FORGED} 13`);
    expect((await findings()).slice(0, 2)).toEqual([
      'checkpoint 2/13: The signature of the checkpoint is wrong. Its root is not that of the first 13 events either',
      'checkpoint 1/4: The checkpoint is not signed by this key.',
    ]);
    await tamper(`${FORGED} 6`);
    expect((await findings()).slice(0, 3)).toEqual([
      'checkpoint 1/6: The checkpoint is not signed by this key. Its root is not that of the first 6 events either',
      'checkpoint 2/13: The signature of the checkpoint is wrong. Its root is not that of the first 13 events either',
      'checkpoint 1/4: The checkpoint is not signed by this key.',
    ]);
  });

  it('is found where somebody signed another history with the key of today', async () => {
    const { origin = '', size = 0 } = (await checkpoints.latest()) ?? {};
    const root = randomBytes(32);
    const note = signedNote({ origin, size, root }, keyring.signingKey(LOG_KEY), checkpoints.publicKey());
    await tamper(`UPDATE audit_checkpoints SET root = '\\x${root.toString('hex')}', note = '${note}' WHERE size = ${size};
      INSERT INTO audit_checkpoints SELECT 2, 99, sha256(''), note, now() FROM audit_checkpoints WHERE size = ${size}`);
    expect((await findings()).slice(0, 3)).toEqual([
      `checkpoint 2/${size}: the first ${size} events are not those that it was signed over`,
      `checkpoint 2/99: it counts ${99 - size} events more than the log has`,
      'checkpoint 1/4: The checkpoint is not signed by this key.',
    ]);
  });
});

describe('notes that are none of this log', () => {
  it('are refused', async () => {
    const note = await write(3);
    const other = new Keyring(randomBytes(32));
    const read = await checkpoints.latest();
    const { origin = '', size = 0, root = Buffer.alloc(32) } = read ?? {};
    const by = (name: string, key = keyring) =>
      signedNote({ origin: name, size, root }, key.signingKey(LOG_KEY), key.publicKey(LOG_KEY));
    expect(await found(by(origin, other))).toBe('kept checkpoint: The checkpoint is not signed by this key.');
    expect(await found(by(origin.replace(/1$/, '9')))).toMatch(/knows nothing of its epoch/);
    expect(await found(by('athar/0123456789ab/1'))).toMatch(/it is of another log/);
    expect(await found(note.replace('\n3\n', '\n2\n'))).toMatch(/signature of the checkpoint is wrong/);
    expect(await found('no note')).toMatch(/This is not a checkpoint/);
  });
});
