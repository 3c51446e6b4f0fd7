import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Checkpoints } from '../../../src/audit/tree/checkpoints.js';
import { Terminal } from './terminal.js';

const VERIFY = join(import.meta.dirname, '../../../docs/verify/verify.mjs');

let terminal: Terminal;
let admin: pg.Client;
let first: string;
let exported: string;

beforeAll(async () => {
  terminal = await Terminal.open({ ATHAR_ROLE: 'web' });
  admin = new pg.Client({ connectionString: terminal.portal.database.adminUrl });
  await admin.connect();
  await terminal.member('zineb', 'A comment\u2028of two lines');
  first = await sign();
  await terminal.member('karim', 'Another');
  await sign();
  exported = join(terminal.folder, 'export');
});

afterAll(async () => {
  await admin.end();
  await terminal.close();
});
afterEach(() => {
  process.exitCode = undefined;
});

/** @returns the note that was signed */
async function sign(): Promise<string> {
  await terminal.portal.settleLog();
  await terminal.portal.app.get(Checkpoints).sign();
  return (await terminal.portal.app.get(Checkpoints).latest())?.note ?? '';
}

const verify = (...more: string[]): Promise<string> => terminal.athar('audit', 'verify', ...more);

function file(name: string, content: string): string {
  const path = join(terminal.folder, name);
  writeFileSync(path, content);
  return path;
}

/** @returns what somebody else is told, with the exit code before it */
function checked(folder: string, ...more: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFY, folder, ...more], {
    encoding: 'utf8',
  });
  return `${status}: ${stdout}${stderr}`;
}

/** A copy of the export in which one file is another. */
function tampered(name: string, change: (content: string) => string): string {
  const folder = join(terminal.folder, `tampered-${Math.random()}`);
  cpSync(exported, folder, { recursive: true });
  const path = join(folder, name);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  return folder;
}

describe('athar audit verify', () => {
  it('tells that the log is whole, with its root and how fast it was read', async () => {
    const said = await verify();
    const [, size, root] = ((await terminal.portal.app.get(Checkpoints).latest())?.note ?? '').split('\n');
    expect(said).toMatch(/^The log is whole: \d+ events, \d+ personal values, 2 checkpoints, 1 epochs\.$/m);
    expect(said).toContain(`Size ${size}, root ${root}`);
    expect(said).toMatch(/^\d+\.\d s, \d+ events and \d+ MB a second\.$/m);
    expect(process.exitCode).toBeUndefined();
  });

  it('takes kept checkpoints as notes, several of them, or in a JSON file', async () => {
    const last = (await terminal.portal.app.get(Checkpoints).latest())?.note ?? '';
    expect(await verify('--checkpoint', file('one.txt', first))).toContain('All 1 kept checkpoints agree');
    expect(await verify('--checkpoint', file('two.txt', `${first}\n${last}${first}`))).toContain(
      'All 3 kept',
    );
    expect(await verify('--checkpoint', file('m.json', JSON.stringify({ checkpoint: last })))).toContain(
      'All 1',
    );
    const wrong = await verify('--checkpoint', file('wrong.txt', first.replace(/\n\d+\n/, '\n1\n')));
    expect(wrong).toMatch(/^kept checkpoint: The signature of the checkpoint is wrong\.\.?$/m);
    expect(wrong).toContain('The log is NOT whole');
    expect(process.exitCode).toBe(1);
  });

  it('ends with 2 where it was asked wrongly', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const asked of [
      ['--checkpoint', join(terminal.folder, 'none')],
      ['--checkpoint', file('empty.txt', '')],
      ['--checkpoint', file('null.json', '{"checkpoint":null}')],
      ['--export', terminal.folder],
      ['--values', 'A reason'],
    ]) {
      process.exitCode = undefined;
      expect(await verify(...asked)).toBe('');
      expect(process.exitCode).toBe(2);
    }
    expect(errors.mock.calls.map(([line]) => line)).toEqual([
      expect.stringMatching(/none cannot be read \(ENOENT\)/),
      expect.stringMatching(/holds no checkpoint/),
      expect.stringMatching(/holds no checkpoint/),
      expect.stringMatching(/is not empty/),
      expect.stringMatching(/belongs to --export/),
    ]);
  });
});

describe('an export', () => {
  it('holds no personal value, and is checked without any code of ours', async () => {
    expect(await verify('--export', exported)).toContain('The log is whole');
    expect(existsSync(join(exported, 'values.ndjson'))).toBe(false);
    const leaves = readFileSync(join(exported, 'leaves.ndjson'), 'utf8');
    expect(leaves).not.toContain('127.0.0.1');
    expect(leaves).not.toContain('readers.example');
    expect(statSync(join(exported, 'leaves.ndjson')).mode & 0o777).toBe(0o600);
    const count = leaves.split('\n').length - 1;
    expect(checked(exported)).toMatch(
      new RegExp(`^0: ${count} events, of which \\d+ are signed; 2 checkpoints, 0 kept`),
    );
    expect(checked(exported)).toContain('No personal value was checked: values.ndjson is not there');
    const keys = file(
      'keys.json',
      (await terminal.portal.visitor().get('/.well-known/athar-keys.json')).text,
    );
    expect(checked(exported, '--keys', keys, '--checkpoint', file('kept.txt', first))).toMatch(
      /^0: .*1 kept ones/,
    );
  });

  it('is checked against what an auditor discloses', async () => {
    await terminal.portal.account('auditor', 'checker');
    const checker = await terminal.portal.signIn('checker');
    const leaves = readFileSync(join(exported, 'leaves.ndjson'), 'utf8').split('\n');
    const seq = leaves.findIndex((leaf) => leaf.includes('"auth.logged_in"'));
    const { body } = await checker
      .post(`/api/v1/audit/events/${seq}/values`)
      .send({ reason: 'A court asks for it' })
      .expect(200);
    const leaf = JSON.parse(leaves[seq] ?? '');
    expect(body.values.length).toBeGreaterThan(0);
    expect(Object.keys(leaf.event.digests)).toEqual(body.values.map(({ field }: { field: string }) => field));
    const own = { seq, values: body.values };
    expect(checked(exported, '--value', file('value.json', JSON.stringify(own)))).toContain(
      `${body.values.length} values.`,
    );
    body.values[0].value += '!';
    expect(checked(exported, '--value', file('other.json', JSON.stringify(own)))).toMatch(
      /^1: event \d+: the value of \w+ is not the one recorded/,
    );
  });

  it('that somebody changed is refused', () => {
    const lines = (change: (all: string[]) => string[]) => (text: string) =>
      `${change(text.trimEnd().split('\n')).join('\n')}\n`;
    const leaves = (change: (all: string[]) => string[]): string =>
      checked(tampered('leaves.ndjson', lines(change)));
    expect(leaves((all) => all.filter((_, at) => at !== 2))).toMatch(
      /^1: event 2: another leaf stands here, of event 3/,
    );
    expect(
      leaves((all) => all.map((leaf, at) => (at === 1 ? leaf.replace('success', 'failure') : leaf))),
    ).toMatch(/^1: .*, \d+ events: these are not the ones it was signed over/);
    expect(leaves((all) => all.slice(0, -1))).toMatch(/^1: .*: 1 of them are not in the export/);
    expect(leaves((all) => [all[1] ?? '', all[0] ?? '', ...all.slice(2)])).toMatch(
      /^1: event 0: another leaf/,
    );
    const notes = (change: (text: string) => string): string => checked(tampered('checkpoints.txt', change));
    expect(notes((text) => text.replace(/\n(\d+)\n/, '\n1\n'))).toMatch(/^1: .*the signature is wrong/);
    expect(notes((text) => `${text}more\n`)).toMatch(/^1: .*holds something else than checkpoints/);
    expect(notes(() => '')).toMatch(/^1: .*checkpoints.txt: nothing is signed/);
    const keys = tampered('keys.json', (text) => text.replace(/\+[0-9a-f]{8}\+/, '+00000000+'));
    expect(checked(keys)).toMatch(/^1: .*the id of the key is wrong/);
    expect(checked(exported, '--checkpoint', file('other.txt', first.replace(/\n\d+\n/, '\n1\n')))).toMatch(
      /^1: /,
    );
  });

  it('has personal values only for a reason, which is recorded before', async () => {
    const folder = join(terminal.folder, 'with-values');
    expect(await verify('--export', folder, '--values', 'The court of Rabat')).toContain('The log is whole');
    const values = readFileSync(join(folder, 'values.ndjson'), 'utf8').trimEnd().split('\n');
    expect(checked(folder)).toContain(`${values.length} values.`);
    expect(checked(folder)).not.toContain('No personal value');
    const changed = join(folder, 'values.ndjson');
    const [one] = values;
    writeFileSync(changed, `${values.join('\n')}\n`.replace('"value" : "', '"value" : "x'));
    expect(checked(folder)).toMatch(new RegExp(`^1: event ${JSON.parse(one ?? '').seq}: the value of`));
    writeFileSync(changed, `${values.join('\n')}\n`);
    appendFileSync(changed, `${one}\n`);
    expect(checked(folder)).toMatch(/^1: event \d+: a value is of no event/);
    await terminal.portal.settleLog();
    expect(
      await terminal.rows(
        `SELECT e.actor_type, v.value FROM audit_events e JOIN audit_values v ON v.event = e.id
         WHERE e.action = 'audit.exported' AND v.field = 'reason'`,
      ),
    ).toEqual([{ actor_type: 'operator', value: 'The court of Rabat' }]);
  });
});

describe('a log that was restored', () => {
  it('gets an epoch only where something contradicts it, and says what a kept checkpoint counts', async () => {
    await expect(terminal.athar('audit', 'epoch', '--reason', 'No reason')).rejects.toThrow(
      'Nothing contradicts the last checkpoint',
    );
    await expect(terminal.athar('audit', 'epoch', '--reason', ' ')).rejects.toThrow(/Must not be empty/);
    await sign();
    const { rows: signed } = await admin.query<{ note: string }>(
      'SELECT note FROM audit_checkpoints ORDER BY size DESC LIMIT 2',
    );
    const lost = file('lost.txt', (await terminal.portal.app.get(Checkpoints).latest())?.note ?? '');
    await admin.query(`SET session_replication_role = 'replica'`);
    await admin.query(`DELETE FROM audit_events WHERE seq >= 6; DELETE FROM audit_checkpoints; DELETE FROM audit_tree;
      DELETE FROM audit_values WHERE event NOT IN (SELECT id FROM audit_events); DELETE FROM audit_spans;
      INSERT INTO audit_spans SELECT seq / 1000, min(at), max(at), min(id::text COLLATE "C")::uuid, max(id::text COLLATE "C")::uuid FROM audit_events GROUP BY 1; SELECT audit_extend(0, 6)`);
    await admin.query('RESET session_replication_role');
    expect(await verify()).toMatch(
      /^checkpoint in the object store of \d+ events, .*: the log has 6 events: \d+ of/,
    );
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    const said = await terminal.athar('audit', 'epoch', '--reason', 'The disk failed');
    expect(said).toMatch(
      /^Epoch 2 is open, since the log was found shorter; it is signed as athar\/\w+\/2\.$/m,
    );
    expect(await verify()).toMatch(
      /^Epoch 2 was opened at 6 events; the last checkpoint known before it counts \d+\.$/m,
    );
    expect(process.exitCode).toBeUndefined();
    expect(await verify('--checkpoint', lost)).toMatch(
      /^kept checkpoint of \d+ events, .*\/1: .* It was signed before the restore that epoch 2 names, which 6 events survived\.$/m,
    );
    expect(process.exitCode).toBe(1);
    const folder = join(terminal.folder, 'restored');
    mkdirSync(folder);
    await verify('--export', folder);
    expect(checked(folder)).toMatch(/^0: Before a restore: athar\/\w+\/1, \d+ events: /);
    expect(checked(folder, '--checkpoint', lost)).toMatch(/1: .*kept checkpoint: athar/s);
    // One that is not the last of its epoch lay in the database itself.
    writeFileSync(
      join(folder, 'checkpoints.txt'),
      `${signed[1]?.note}\n${readFileSync(join(folder, 'checkpoints.txt'), 'utf8')}`,
    );
    expect(checked(folder)).toMatch(/^1: athar\/\w+\/1, \d+ events: /);
    const { body } = await terminal.portal.visitor().get('/.well-known/athar-keys.json').expect(200);
    expect(body.keys.at(-1)).toMatchObject({
      note_vkey: expect.stringMatching(/^athar\/\w+\/2\+/),
      earlier_note_vkeys: [expect.stringMatching(/^athar\/\w+\/1\+/)],
    });
  });
});

describe('the script for others', () => {
  it('uses nothing of ours, and stays short', () => {
    const script = readFileSync(VERIFY, 'utf8');
    const imports = [...script.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
    expect(imports.every((name) => name?.startsWith('node:'))).toBe(true);
    // A line feed ends the last of less than 200 lines.
    expect(script.split('\n').length).toBeLessThanOrEqual(200);
    expect(execFileSync(process.execPath, ['--check', VERIFY], { encoding: 'utf8' })).toBe('');
  });
});
