import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { unzip } from '../../support/zip.js';
import { Terminal } from './terminal.js';

let terminal: Terminal;

beforeAll(async () => {
  terminal = await Terminal.open({ ATHAR_ROLE: 'web' });
});

afterAll(() => terminal.close());

const exportTo = (email: string, file: string): Promise<string> =>
  terminal.athar('request', 'export', '--email', email, '--out', join(terminal.folder, file));

describe('athar request export', () => {
  it('writes what is held about a person into a file that nobody else may read', async () => {
    const email = await terminal.member('salma', 'A word about the port');
    const answer = await exportTo(email, 'salma.zip');
    const path = join(terminal.folder, 'salma.zip');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const files = await unzip(readFileSync(path));
    expect(files.get('data/portal/comments.json')?.toString()).toContain('A word about the port');
    expect(terminal.files()).toEqual(['salma.zip']);
    const { reference, channel, state, approvals } = await terminal.request(answer);
    expect({ channel, state, approvals }).toEqual({ channel: 'operator', state: 'completed', approvals: 0 });
    expect(await terminal.events(reference)).toEqual([
      'request.submitted by operator',
      'request.approved by operator',
      'export.built by system',
      'request.completed by system',
      'export.downloaded by operator',
    ]);
  });

  it('tells every admin which case it is and not whom it is about, and the person that their file is there', async () => {
    const email = await terminal.member('nadia');
    const answer = await exportTo(email, 'nadia.zip');
    const { reference } = await terminal.request(answer);
    await terminal.portal.app.get(JobWorker).runUntilIdle();
    for (const admin of ['amal', 'omar']) {
      const mail = await terminal.portal.mail.take(`${admin}@readers.example`, String(reference));
      expect(mail.subject).toBe('Site Test: an operator works on a person’s data');
      expect(mail.text).toContain(`/admin/requests/${String(reference)}`);
      expect(mail.text).not.toContain('nadia');
    }
    await terminal.portal.mail.take(email, String(reference));
  });

  it('makes an empty bundle for an address under which nothing is held, and logs that too', async () => {
    const answer = await exportTo('nobody@elsewhere.example', 'nobody.zip');
    expect(answer).toContain('Nothing is held under this address.');
    const files = await unzip(readFileSync(join(terminal.folder, 'nobody.zip')));
    const { sources } = JSON.parse(files.get('manifest.json')?.toString() ?? '') as { sources: object[] };
    expect(sources).toEqual([expect.objectContaining({ id: 'portal', records: 0 })]);
    const { reference } = await terminal.request(answer);
    expect(await terminal.events(reference)).toContain('export.downloaded by operator');
  });

  it('gives the bundle also while a new password makes its person wait', async () => {
    const email = await terminal.member('rim');
    await terminal.rows(`UPDATE accounts SET secured_at = now() WHERE username = 'rim'`);
    await exportTo(email, 'rim.zip');
    expect(terminal.files()).toContain('rim.zip');
  });

  it.each([
    ['a file that is there already', 'taken.zip', 'is there already; nothing is written over it.'],
    ['a folder that is not there', 'none/file.zip', 'No file can be made in'],
  ])('refuses %s before it asks for anything', async (_, file, sentence) => {
    writeFileSync(join(terminal.folder, 'taken.zip'), 'mine');
    const before = await terminal.rows('SELECT count(*) FROM requests');
    await expect(exportTo('salma@readers.example', file)).rejects.toThrow(sentence);
    expect(await terminal.rows('SELECT count(*) FROM requests')).toEqual(before);
    expect(readFileSync(join(terminal.folder, 'taken.zip'), 'utf8')).toBe('mine');
  });

  it('refuses what is no address', async () => {
    await expect(exportTo('salma', 'no.zip')).rejects.toThrow('Give an e-mail address');
    expect(terminal.files()).not.toContain('no.zip');
  });
});
