import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNote, readNote, verifierKey } from '../../../src/audit/tree/checkpoint.js';
import { CheckpointSigner } from '../../../src/audit/tree/checkpoint-signer.js';
import { CheckpointStore } from '../../../src/audit/tree/checkpoint-store.js';
import { Checkpoints } from '../../../src/audit/tree/checkpoints.js';
import { KeptChecks } from '../../../src/audit/verify/kept-checks.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { openStore } from '../../../src/platform/storage/open-store.js';
import { account, type LogUnderTest, openLog } from './support.js';

const CORRUPTED = 'XX001';

let folder: string;
let log: LogUnderTest;
let keyring: Keyring;
let checkpoints: Checkpoints;
let kept: CheckpointStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'athar-checkpoints-'));
  keyring = new Keyring(randomBytes(32));
  log = await openLog();
  kept = new CheckpointStore(await openStore({ dataDir: folder }));
  checkpoints = over(log, keyring);
});
afterEach(async () => {
  Logger.overrideLogger(false);
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

function over({ source, clock, log: audit }: LogUnderTest, key: Keyring): Checkpoints {
  return new Checkpoints(source, key, clock, kept, audit);
}

async function write(events: number, into = log): Promise<void> {
  const actor = account();
  for (let event = 0; event < events; event += 1) {
    await into.append({ action: 'comment.posted', actor, detail: { event } });
  }
  await into.sequencer.catchUp();
}

/** Changes what the triggers of the database protect, as somebody with every right could. */
async function tamper(statement: string): Promise<void> {
  await log.admin.query(`SET session_replication_role = 'replica'`);
  await log.admin.query(statement);
  await log.admin.query(`SET session_replication_role = 'origin'`);
}

const codeOf = (run: Promise<unknown>) =>
  run.then(
    () => 'done',
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe('a checkpoint', () => {
  it('says origin, size and root, signed by the key of the log', async () => {
    await write(5);
    const signed = await checkpoints.sign();
    const note = signed?.note ?? '';
    expect(note.split('\n')[0]).toMatch(/^athar\/[0-9a-f]{12}\/1$/);
    expect(note.split('\n')[1]).toBe('5');
    const read = openNote(note, checkpoints.publicKey());
    const root = await log.admin.query<{ root: Buffer }>('SELECT audit_root(5) AS root');
    expect(read).toEqual({ origin: signed?.origin, size: 5, root: root.rows[0]?.root });
    expect(await checkpoints.latest()).toEqual(signed);
    expect((await kept.last())?.note).toBe(note);
    expect(verifierKey(read.origin, checkpoints.publicKey())).toMatch(
      /^athar\/[0-9a-f]{12}\/1\+[0-9a-f]{8}\+AQ?/,
    );
  });

  it('is refused once a letter of it is another one', async () => {
    await write(3);
    const note = (await checkpoints.sign())?.note ?? '';
    const key = checkpoints.publicKey();
    for (const changed of [
      note.replace('\n3\n', '\n4\n'),
      note.replace('\n3\n', '\n03\n'),
      note.replace('/1\n', '/2\n'),
      note.replace(/=\n\n/, '=\nmore\n\n'),
      note.slice(0, -1),
      note.replace('\n\n', '\n'),
      note.replace('\u2014', '-'),
      '',
    ]) {
      expect(changed).not.toBe(note);
      expect(() => openNote(changed, key)).toThrow(/checkpoint/);
    }
    expect(() => openNote(note, new Keyring(randomBytes(32)).publicKey('other'))).toThrow(
      /not signed by this key/,
    );
    const [name, signature] = (note.split('\n')[4] ?? '').split(' ').slice(1);
    const witnessed = `${note}\u2014 witness.example ${signature}\n`;
    expect(readNote(witnessed).signatures.map((each) => each.name)).toEqual([name, 'witness.example']);
    expect(openNote(witnessed, key).size).toBe(3);
    const line = `${note.split('\n')[4]}\n`;
    expect(openNote(note + line.repeat(99), key).size).toBe(3);
    expect(() => openNote(note + line.repeat(100), key)).toThrow(/over 100 signatures/);
  });

  it('is made where the log grew, and only there', async () => {
    expect(await checkpoints.sign()).toBeUndefined();
    await write(2);
    expect((await checkpoints.sign())?.size).toBe(2);
    expect(await checkpoints.sign()).toBeUndefined();
    await write(300);
    expect((await checkpoints.sign())?.size).toBe(302);
    expect((await checkpoints.covering(0))?.size).toBe(2);
    expect((await checkpoints.covering(2))?.size).toBe(302);
    expect(await checkpoints.covering(302)).toBeUndefined();
  });

  it('is made once a size, with several signers at work', async () => {
    const signers = [1, 2, 3].map(() => new CheckpointSigner(over(log, keyring)));
    signers.forEach((signer) => signer.start());
    for (let round = 0; round < 10; round += 1) {
      await write(7);
      await Promise.all([checkpoints.sign(), checkpoints.sign()]);
    }
    while ((await checkpoints.latest())?.size !== 70) await new Promise((done) => setTimeout(done, 20));
    await Promise.all(signers.map((signer) => signer.stop()));
    const rows = await log.admin.query<{ size: string }>('SELECT size FROM audit_checkpoints ORDER BY size');
    expect(new Set(rows.rows.map(({ size }) => size)).size).toBe(rows.rows.length);
    expect((await kept.last())?.note).toBe((await checkpoints.latest())?.note);
  });

  it('cannot say what the tree does not hold', async () => {
    await write(4);
    const note = (await checkpoints.sign())?.note ?? '';
    await write(4);
    const claim = (text: string, size: number) =>
      log.source.query('SELECT audit_checkpoint(1, $1, $2, now())', [size, text]);
    await expect(claim(note.replace('\n4\n', '\n8\n'), 8)).rejects.toThrow(
      /does not say what the tree holds/,
    );
    await expect(claim('', 8)).rejects.toThrow(/does not say what the tree holds/);
    expect(await claim(note, 4)).toEqual([{ audit_checkpoint: false }]);
    expect(await claim(note, 9)).toEqual([{ audit_checkpoint: false }]);
  });
});

describe('a process that dies', () => {
  it('after the store has the note leaves what the next one signs alike', async () => {
    await write(6);
    const store = kept;
    const dying = new Checkpoints(
      log.source,
      keyring,
      log.clock,
      Object.assign(Object.create(CheckpointStore.prototype), {
        last: () => store.last(),
        keep: async (epoch: number, size: number, note: string) => {
          await store.keep(epoch, size, note);
          throw new Error('killed');
        },
      }),
      log.log,
    );
    await expect(dying.sign()).rejects.toThrow('killed');
    const first = (await kept.last())?.note;
    expect(await checkpoints.latest()).toBeUndefined();
    await checkpoints.compareWithStore();
    expect((await checkpoints.sign())?.note).toBe(first);
  });
});

describe('a log that contradicts its last checkpoint', () => {
  it('is neither numbered nor signed on where the tree was changed', async () => {
    await write(300);
    expect((await checkpoints.sign())?.size).toBe(300);
    await tamper(
      `UPDATE audit_tree SET hashes = overlay(hashes PLACING sha256('') FROM 33) WHERE level = 0 AND tile = 1`,
    );
    await log.append({ action: 'comment.posted', actor: account() });
    expect(await codeOf(log.source.query('SELECT audit_sequence(10, true)'))).toBe(CORRUPTED);
    // Whoever searches still finds what has a number, and does not wait for what gets none.
    await log.sequencer.catchUp();
    expect(await codeOf(checkpoints.sign())).toBe('done');
    expect(await checkpoints.contradiction()).toBe('changed');
    const waiting = await log.admin.query('SELECT count(*)::int AS n FROM audit_queue');
    expect(waiting.rows).toEqual([{ n: 1 }]);
  });

  it.each([0, 2])(
    'is not signed on by a running portal, with its checkpoints gone and %i events more',
    async (more) => {
      await write(6);
      await checkpoints.sign();
      const known = (await kept.last())?.note;
      await tamper(`UPDATE audit_events SET leaf = replace(leaf, 'comment.posted', 'comment.removed') WHERE seq = 2;
      DELETE FROM audit_checkpoints; DELETE FROM audit_tree; SELECT audit_extend(0, 6)`);
      await write(more);
      await expect(checkpoints.sign()).rejects.toMatchObject({ found: 'changed' });
      expect((await kept.last())?.note).toBe(known);
    },
  );

  it('is not numbered on where its last events are gone', async () => {
    await write(10);
    await checkpoints.sign();
    await tamper('DELETE FROM audit_events WHERE seq >= 8');
    await log.append({ action: 'comment.posted', actor: account() });
    expect(await codeOf(log.source.query('SELECT audit_sequence(10, true)'))).toBe(CORRUPTED);
  });

  it('is not signed after a restore, until an operator opens an epoch that names what was known', async () => {
    await write(10);
    await checkpoints.sign();
    await tamper(
      'DELETE FROM audit_checkpoints; DELETE FROM audit_tree; DELETE FROM audit_events; DELETE FROM audit_spans',
    );
    await write(4);
    await expect(checkpoints.compareWithStore()).rejects.toMatchObject({ found: 'shorter' });
    const lines: unknown[] = [];
    Logger.overrideLogger({
      log: () => undefined,
      warn: () => undefined,
      error: (line: unknown) => lines.push(line),
    });
    const signer = new CheckpointSigner(checkpoints);
    signer.start();
    while (lines.length === 0) await new Promise((done) => setTimeout(done, 10));
    await signer.stop();
    expect(lines[0]).toMatchObject({ found: 'shorter' });
    expect(await checkpoints.latest()).toBeUndefined();

    const known = (await kept.last())?.note;
    expect(await checkpoints.openEpoch('The disk failed.')).toBe(2);
    await log.sequencer.catchUp();
    const signed = await checkpoints.sign();
    expect(signed).toMatchObject({ epoch: 2, size: 5 });
    expect(signed?.origin).toMatch(/\/2$/);
    expect((await checkpoints.epochs())[1]).toMatchObject({ epoch: 2, size: 4, lastKnown: known });
    const event = await log.admin.query('SELECT action, detail FROM audit_events WHERE seq = 4');
    expect(event.rows).toEqual([
      { action: 'audit.epoch_opened', detail: { epoch: 2, events: 4, known: 10, found: 'shorter' } },
    ]);
    await checkpoints.compareWithStore();
    expect(await checkpoints.openEpoch('Again.')).toBeUndefined();
  });

  it('takes no name again that was signed under before a second restore, and so signs no size twice', async () => {
    await write(3);
    const first = (await checkpoints.sign())?.note ?? '';
    await log.admin.query('SELECT audit_open_epoch($1, now())', [first]);
    await write(5);
    const lost = (await checkpoints.sign())?.note ?? '';
    expect(lost).toMatch(/\/2\n8\n/);
    await tamper(`DELETE FROM audit_checkpoints WHERE epoch = 2; DELETE FROM audit_epochs WHERE epoch = 2;
      DELETE FROM audit_events WHERE seq > 2; DELETE FROM audit_tree; SELECT audit_extend(0, 3)`);
    const page = new KeptChecks(log.source, checkpoints);
    expect(await page.check(lost)).toEqual({ verdict: 'unknown epoch', size: 8 });
    expect(await page.check(first)).toEqual({ verdict: 'agrees', size: 3 });

    expect(await checkpoints.openEpoch('Restored again.')).toBe(3);
    await write(3);
    const again = await checkpoints.sign();
    expect(again).toMatchObject({ epoch: 3, size: 8 });
    expect(again?.note).toMatch(/\/3\n8\n/);
    expect(await page.check(lost)).toEqual({ verdict: 'contradicts', size: 8 });
    await checkpoints.compareWithStore();
  });

  it('gets an epoch by what a witness kept, where the object store was restored too', async () => {
    await write(3);
    const early = (await checkpoints.sign())?.note ?? '';
    await write(5);
    const lost = (await checkpoints.sign())?.note ?? '';
    await tamper(`DELETE FROM audit_checkpoints WHERE size > 3; DELETE FROM audit_events WHERE seq > 2;
      DELETE FROM audit_tree; SELECT audit_extend(0, 3)`);
    rmSync(join(folder, 'objects', 'log'), { recursive: true });
    await kept.keep(1, 3, early);
    expect(await checkpoints.openEpoch('Restored.', [early, lost.replace('\n8\n', '\n9\n')])).toBeUndefined();
    expect(await checkpoints.openEpoch('Restored.', [lost, early])).toBe(2);
    await write(4);
    expect((await checkpoints.sign())?.note).toMatch(/\/2\n8\n/);
    expect((await checkpoints.epochs())[1]).toMatchObject({ size: 3, lastKnown: lost });
  });

  it('is said to be changed where hashes of its tree are missing', async () => {
    await write(300);
    const note = (await checkpoints.sign())?.note ?? '';
    await tamper(
      'DELETE FROM audit_tree WHERE level = 0 AND tile = 0; DELETE FROM audit_tree WHERE level = 1',
    );
    expect(await checkpoints.contradiction()).toBe('changed');
    expect(await new KeptChecks(log.source, checkpoints).check(note)).toEqual({
      verdict: 'contradicts',
      size: 300,
    });
  });

  it('is found where as many events are others, and where another key signed', async () => {
    await write(10);
    await checkpoints.sign();
    const other = await openLog();
    try {
      await write(12, other);
      expect(await over(other, keyring).contradiction()).toBe('changed');
    } finally {
      await other.close();
    }
    expect(await over(log, new Keyring(randomBytes(32))).contradiction()).toBe('another key');
    expect(await checkpoints.contradiction()).toBeUndefined();
  });
});

describe('old checkpoints', () => {
  it('are thinned to the last one of each day', async () => {
    for (const day of ['2026-03-01', '2026-03-02', '2026-03-09']) {
      for (const hour of ['08', '20']) {
        log.clock.at = new Date(`${day}T${hour}:00:00Z`);
        await write(1);
        await checkpoints.sign();
      }
    }
    await checkpoints.thin();
    const left = await log.admin.query<{ size: string }>('SELECT size FROM audit_checkpoints ORDER BY size');
    expect(left.rows.map(({ size }) => Number(size))).toEqual([2, 4, 5, 6]);
  });
});
