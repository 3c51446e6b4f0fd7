import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Sealer } from '../../../src/platform/crypto/sealer.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { leftToRight } from '../../../src/platform/mail/isolates.js';
import { type Mail } from '../../../src/platform/mail/mail-content.js';
import { Outbox } from '../../../src/platform/mail/outbox.js';
import { OverdueMails } from '../../../src/platform/mail/overdue-mails.js';
import { MailPurge } from '../../../src/policy/mail-purge.js';
import { rolledBack } from '../../support/database.js';
import { MailApp } from './mail-support/mail-app.js';
import { SmtpPeer } from './mail-support/smtp-peer.js';

const ACCOUNT = '0198c0de-1111-7000-8000-000000000001';
const REQUEST = '0198c0de-2222-7000-8000-000000000002';
const LINK = 'http://portal.example/reset/q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJ-';
const RESET: Mail = {
  kind: 'password_reset',
  to: 'Mona@Readers.example',
  locale: 'ar',
  accountId: ACCOUNT,
  content: {
    subject: 'كلمة مرور جديدة لحسابكم في جريدة طنجة، وشرح طويل كي ينقسم السطر إلى جزأين',
    blocks: [
      { kind: 'paragraph', text: `طلب شخص كلمة مرور جديدة للحساب ${leftToRight('mona')}.` },
      { kind: 'action', label: 'اختيار كلمة مرور', url: LINK },
      {
        kind: 'facts',
        rows: [
          { label: 'العنوان', value: '2001:db8::7', ltr: true },
          { label: 'الاسم', value: '<img src=x onerror=alert(1)> \u202eمنى\u2069' },
        ],
      },
    ],
  },
};

const RECEIPT = {
  filename: 'R-2222-2222.json',
  contentType: 'application/json',
  content: '{"name":"منى","path":"/etc/passwd"}',
};

const peer = new SmtpPeer();
let app: MailApp;

beforeAll(async () => {
  await peer.start();
  app = await MailApp.open(peer.url);
});

beforeEach(async () => {
  await peer.start();
  await app.clear();
});

afterAll(async () => {
  await app.close();
  await peer.stop();
});

describe('a queued mail', () => {
  it('commits with the change it follows from, sealed: nothing readable lies in the database', async () => {
    await rolledBack(app.sql, (manager) => app.context.get(Outbox).add(manager, RESET));
    expect(await app.rows()).toEqual([]);

    await app.add(RESET);
    const [row] = await app.rows();
    expect(row).toMatchObject({
      state: 'queued',
      kind: 'password_reset',
      account_id: ACCOUNT,
      task: 'waiting',
    });
    const kept = JSON.stringify([row, await app.sql.query('SELECT * FROM tasks')]);
    const bytes = row?.sealed as Buffer;
    for (const secret of ['mona', 'Mona@Readers', LINK.slice(-20), 'كلمة']) {
      expect(kept.toLowerCase()).not.toContain(secret.toLowerCase());
      expect(bytes.includes(Buffer.from(secret))).toBe(false);
    }
    expect(() => app.context.get(Sealer).open('outbox', bytes, uuidv7())).toThrow('cannot be opened');
    expect(app.context.get(Sealer).open('outbox', bytes, row?.id as string)).toMatchObject({ to: RESET.to });
  });

  it.each([
    ['address', { to: 'a@b.example\r\nBcc: c@d.example' }],
    ['address', { to: 'a@b.example, c@d.example' }],
    ['address', { to: 'Mona <a@b.example>' }],
    ['address', { to: 'nobody' }],
    ['subject', { content: { ...RESET.content, subject: 'Hello\r\nBcc: c@d.example' } }],
    ['subject', { content: { ...RESET.content, subject: 'Hello\u2028there' } }],
    [
      'link',
      { content: { ...RESET.content, blocks: [{ kind: 'action', label: 'x', url: 'javascript:alert(1)' }] } },
    ],
    ['file name', { attachments: [{ ...RECEIPT, filename: '../receipt.json' }] }],
    ['file name', { attachments: [{ ...RECEIPT, filename: 'a\r\nX-Evil: 1' }] }],
    ['file type', { attachments: [{ ...RECEIPT, contentType: 'text/html\r\nBcc: c@d.example' }] }],
    ['attachments', { attachments: [{ ...RECEIPT, content: 'x'.repeat(5_000_001) }] }],
  ] as const)('is refused where its %s could do more than it should', async (part, change) => {
    await expect(app.add({ ...RESET, ...change })).rejects.toThrow(`The mail's ${part} cannot be sent.`);
    expect(await app.rows()).toEqual([]);
  });

  it('is checked again before it leaves, and fails where somebody wrote it past the door', async () => {
    await app.add(RESET);
    const [row] = await app.rows();
    const forged = {
      to: 'a@b.example',
      locale: 'en',
      content: { subject: 'x\nBcc: c@d.example', blocks: [] },
    };
    const sealed = app.context.get(Sealer).seal('outbox', forged, row?.id as string);
    await app.sql.query('UPDATE outbox SET sealed = $1', [sealed]);
    await app.work();
    expect(peer.asked).toBe(0);
    expect(await app.rows()).toMatchObject([{ state: 'failed', sealed: null, attempts: 1 }]);
    expect(await app.events()).toMatchObject([
      { action: 'mail.failed', outcome: 'failure', detail: { mail: 'password_reset', reason: 'unreadable' } },
    ]);
  });

  it('of one kind is given up once it is too old, without its body, and never sent', async () => {
    const overdue = app.context.get(OverdueMails);
    await app.add({ ...RESET, kind: 'request_erased', accountId: undefined });
    await app.add(RESET);
    const giveUp = (before: Date) =>
      app.sql.transaction((manager) => overdue.giveUp(manager, 'request_erased', before));
    expect(await giveUp(new Date(Date.now() - 60_000))).toBe(0);
    expect(await giveUp(new Date(Date.now() + 60_000))).toBe(1);
    expect(await app.rows()).toMatchObject([
      { kind: 'request_erased', state: 'failed', sealed: null },
      { kind: 'password_reset', state: 'queued' },
    ]);
    await app.work();
    expect(peer.taken).toHaveLength(1);
    expect((await app.events()).map(({ action }) => action).sort()).toEqual(['mail.failed', 'mail.sent']);
  });

  it('leaves no trace where its person is forgotten, sent or not', async () => {
    await app.add(RESET);
    await app.work();
    await app.add({ ...RESET, accountId: undefined, requestId: REQUEST });
    await app.add({ ...RESET, accountId: undefined });
    const whose = { accountIds: [ACCOUNT], requestIds: [REQUEST] };
    expect(await app.sql.transaction((manager) => app.context.get(Outbox).forget(manager, whose))).toBe(2);
    expect(await app.rows()).toMatchObject([{ account_id: null, request_id: null }]);
  });

  it('goes with the data of its person', async () => {
    const outbox = app.context.get(Outbox);
    await app.add(RESET);
    await app.add({ ...RESET, accountId: undefined, requestId: REQUEST });
    await app.sql.transaction((manager) => outbox.discard(manager, { accountId: ACCOUNT }));
    expect(await app.rows()).toMatchObject([{ request_id: REQUEST }]);
    await app.sql.transaction((manager) => outbox.discard(manager, { requestId: REQUEST }));
    await app.work();
    expect(peer.asked).toBe(0);
    expect(await app.events()).toEqual([]);
  });
});

describe('sending', () => {
  it('delivers text and HTML in the reader’s language, under a stable id and the site’s name', async () => {
    await app.add(RESET);
    const queued = (await app.rows())[0] as { message_id: string; created_at: Date };
    await app.work();

    expect(peer.taken).toHaveLength(1);
    const { parsed, raw, from, to } = peer.taken[0]!;
    expect([from, to]).toEqual(['privacy@site.example', ['Mona@readers.example']]);
    expect(parsed.from?.value).toEqual([{ name: 'جريدة طنجة', address: 'privacy@site.example' }]);
    expect(parsed.subject).toBe(RESET.content.subject);
    expect(parsed.messageId).toBe(queued.message_id);
    expect(queued.message_id).toMatch(/^<[0-9a-f-]{36}@site\.example>$/);
    expect(Math.abs(parsed.date!.getTime() - queued.created_at.getTime())).toBeLessThan(1000);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.headers.get('content-language')).toBe('ar-MA');
    expect(parsed.headerLines.map(({ key }) => key)).not.toContain('x-mailer');
    expect(raw).not.toMatch(/^list-/im);
    expect(raw).not.toMatch(/athar/i);
  });

  it('keeps left-to-right values apart in the text, and the link whole', async () => {
    await app.add(RESET);
    await app.work();
    const text = peer.taken[0]!.parsed.text!;
    expect(text).toContain('للحساب \u2066mona\u2069.');
    expect(text).toContain('العنوان: \u20662001:db8::7\u2069');
    expect(text).toContain('الاسم: \u2068<img src=x onerror=alert(1)> منى\u2069');
    expect(text).toContain(`\u2066${LINK} \u2069`);
    expect(/https?:\/\/\S+/.exec(text)?.[0]).toBe(LINK);
    expect(text).not.toMatch(/[\u202a-\u202e]/);
    expect(text).toContain('\u2066Mona@Readers.example\u2069');
    expect(text).toContain('لن يطلب منكم أحد من \u2068جريدة طنجة\u2069 كلمة المرور');
  });

  it('writes HTML that runs and loads nothing, right to left, with the link in view', async () => {
    await app.add(RESET);
    await app.work();
    const html = peer.taken[0]!.parsed.html as string;
    expect(html).toContain('<html lang="ar-MA" dir="rtl">');
    expect(html).toMatch(/<div lang="ar-MA" dir="rtl"/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)>');
    expect(html).not.toMatch(/<(?:img|script|link|iframe|style)\b|url\(|src="/);
    expect(html.match(new RegExp(`href="${LINK}"`, 'g'))).toHaveLength(2);
    expect(html).toContain(`>${LINK}</a>`);
    expect(html).toMatch(/<bdi dir="ltr"[^>]*>2001:db8::7<\/bdi>/);
  });

  it('carries its attachments as they were given, sealed until then', async () => {
    const page = { filename: 'R-2.html', contentType: 'text/html; charset=utf-8', content: '<p>شهادة</p>' };
    await app.add({ ...RESET, attachments: [RECEIPT, page] });
    const [row] = await app.rows();
    expect((row?.sealed as Buffer).includes(Buffer.from('passwd'))).toBe(false);
    await app.work();
    const { attachments } = peer.taken[0]!.parsed;
    expect(
      attachments.map(({ filename, contentType, contentDisposition, content }) => [
        filename,
        contentType,
        contentDisposition,
        content.toString(),
      ]),
    ).toEqual([
      [RECEIPT.filename, 'application/json', 'attachment', RECEIPT.content],
      [page.filename, 'text/html', 'attachment', page.content],
    ]);
    expect(await app.rows()).toMatchObject([{ state: 'sent', sealed: null }]);
  });

  it.each([
    ['fr', 'fr-MA', 'Personne de \u2068جريدة طنجة\u2069 ne vous demandera jamais votre mot de passe.'],
    ['en', 'en', 'Nobody from \u2068جريدة طنجة\u2069 will ever ask you for your password.'],
  ] as const)('closes in %s', async (locale, tag, sentence) => {
    const blocks = [{ kind: 'paragraph', text: 'Bonjour, hello.' }] as const;
    await app.add({ ...RESET, locale, content: { subject: 'Bonjour', blocks } });
    await app.work();
    const { parsed } = peer.taken[0]!;
    expect(parsed.text).toContain(sentence);
    expect(parsed.html).toContain(`<html lang="${tag}" dir="ltr">`);
  });

  it('deletes the body and writes the event with the mark, once', async () => {
    await app.add(RESET);
    await app.work();
    await app.work();
    expect(peer.taken).toHaveLength(1);
    expect(await app.rows()).toMatchObject([
      { state: 'sent', sealed: null, task: 'done', sent_at: expect.any(Date) },
    ]);
    const events = await app.events();
    expect(events).toMatchObject([
      { action: 'mail.sent', actor: { type: 'system' }, detail: { mail: 'password_reset', locale: 'ar' } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/mona/i);
    expect(await app.sql.query(`SELECT field, value FROM audit_values`)).toEqual([
      { field: 'email', value: RESET.to },
    ]);
  });

  it('keeps no address in the log for a mail that belongs to nobody known', async () => {
    await app.add({ ...RESET, accountId: undefined });
    await app.work();
    expect(await app.events()).toMatchObject([{ action: 'mail.sent' }]);
    expect(await app.sql.query('SELECT FROM audit_values')).toEqual([]);
  });

  it('names nobody where the data of the person went while the mail was under way', async () => {
    await app.add(RESET);
    peer.beforeTaking = async () => void (await app.sql.query('DELETE FROM outbox'));
    await app.work();
    expect(peer.taken).toHaveLength(1);
    expect(await app.events()).toMatchObject([{ action: 'mail.sent' }]);
    expect(await app.sql.query('SELECT FROM audit_pseudonyms')).toEqual([]);
  });
});

describe('a server on this machine', () => {
  it('is taken without encryption, whatever its certificate says', async () => {
    const local = new SmtpPeer(true);
    await local.start();
    const other = await MailApp.open(local.url);
    await other.add(RESET);
    await other.work();
    expect(local.taken).toHaveLength(1);
    await other.close();
    await local.stop();
  });
});

describe('a mail that does not go through', () => {
  it('waits after a 4xx and goes out later under the same id', async () => {
    await app.add(RESET);
    peer.atRecipient = [451, 'Try again later, Mona@Readers.example'];
    await app.work();
    const [waiting] = await app.rows();
    expect(waiting).toMatchObject({ state: 'queued', task: 'waiting', attempts: 1 });
    expect(waiting?.wait as number).toBeGreaterThan(20);
    expect(waiting?.last_error).not.toMatch(/mona/i);

    peer.atRecipient = undefined;
    await app.work();
    expect(peer.taken.map(({ parsed }) => parsed.messageId)).toEqual([waiting?.message_id]);
    expect(await app.rows()).toMatchObject([{ state: 'sent', sealed: null, task: 'done', attempts: 2 }]);
  });

  it.each([
    ['the recipient', 'atRecipient', 550],
    ['the message', 'atData', 554],
  ] as const)('fails at once where %s is refused for good', async (_, step, code) => {
    await app.add(RESET);
    peer[step] = [code, 'No such user Mona@Readers.example'];
    await app.work();
    const [row] = await app.rows();
    expect(row).toMatchObject({ state: 'failed', sealed: null, sent_at: null, task: 'failed', attempts: 1 });
    expect(row?.last_error).not.toMatch(/mona/i);
    expect(await app.events()).toMatchObject([
      {
        action: 'mail.failed',
        outcome: 'failure',
        detail: { mail: 'password_reset', reason: 'refused', code },
      },
    ]);
  });

  it('waits where we are refused, not the mail: an operator can put that right', async () => {
    await app.add(RESET);
    peer.atSender = [550, 'Sender not allowed'];
    await app.work();
    expect(await app.rows()).toMatchObject([{ state: 'queued', task: 'waiting', attempts: 1 }]);
  });

  it('waits while the server is down, and goes out once it is back', async () => {
    await peer.stop();
    await app.add(RESET);
    await app.work();
    expect(await app.rows()).toMatchObject([{ state: 'queued', task: 'waiting', attempts: 1 }]);
    await peer.start();
    await app.work();
    expect(peer.taken).toHaveLength(1);
    expect(await app.rows()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('is tried for almost 7 days in growing pauses, then given up without its body', async () => {
    await peer.stop();
    await app.add(RESET);
    const pauses: number[] = [];
    for (;;) {
      await app.work();
      const [row] = await app.rows();
      if (row?.task !== 'waiting') break;
      expect(row).toMatchObject({ state: 'queued', sealed: expect.any(Buffer) });
      pauses.push(Math.round((row.wait as number) / 60));
    }
    expect(await app.rows()).toMatchObject([{ state: 'failed', sealed: null, task: 'failed', attempts: 24 }]);
    expect(await app.events()).toMatchObject([{ action: 'mail.failed', detail: { reason: 'unreachable' } }]);
    expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
    expect(pauses.at(-1)).toBe(12 * 60);
    const days = pauses.reduce((sum, minutes) => sum + minutes, 0) / (24 * 60);
    expect(days).toBeGreaterThan(6.5);
    expect(days).toBeLessThan(7);
  });

  it('goes out again under the same id where the commit after it was lost', async () => {
    await app.add(RESET);
    peer.beforeTaking = async () => {
      // Another worker takes the task over while the mail is on its way.
      await app.sql.query(`UPDATE tasks SET fence = fence + 1, lease_until = now() - interval '1 second'
                           WHERE name = 'mail.send'`);
      peer.beforeTaking = async () => undefined;
    };
    await app.context.get(JobWorker).runUntilIdle();
    await app.context.get(JobWorker).runUntilIdle();
    expect(new Set(peer.taken.map(({ parsed }) => parsed.messageId)).size).toBe(1);
    expect(peer.taken).toHaveLength(2);
    expect(await app.events()).toMatchObject([{ action: 'mail.sent' }]);
  });
});

describe('without a mail server', () => {
  let quiet: MailApp;
  const folder = () => join(quiet.dataDir, 'mailbox');

  beforeAll(async () => {
    quiet = await MailApp.open(undefined);
  });
  beforeEach(() => quiet.clear());
  afterAll(() => quiet.close());

  it('writes each mail as a whole file that its owner alone reads', async () => {
    await quiet.add(RESET);
    await quiet.work();
    const [row] = await quiet.rows();
    expect(row).toMatchObject({ state: 'sent', sealed: null });
    expect(readdirSync(folder()).sort()).toEqual([`${row?.id as string}.eml`, `${row?.id as string}.json`]);
    for (const name of readdirSync(folder())) {
      expect(statSync(join(folder(), name)).mode & 0o777).toBe(0o600);
    }
    const parsed = await simpleParser(readFileSync(join(folder(), `${row?.id as string}.eml`)));
    expect(parsed.messageId).toBe(row?.message_id);
    expect(parsed.subject).toBe(RESET.content.subject);
    expect(parsed.html).toContain(LINK);
    expect(parsed.attachments).toEqual([]);
  });

  it('writes attachments into the file', async () => {
    await quiet.add({ ...RESET, attachments: [RECEIPT] });
    await quiet.work();
    const [row] = await quiet.rows();
    const parsed = await simpleParser(readFileSync(join(folder(), `${row?.id as string}.eml`)));
    expect(parsed.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      [RECEIPT.filename, RECEIPT.content],
    ]);
    const shown = await quiet.mailbox.read(row?.id as string);
    expect(shown?.attachments).toEqual([
      { name: RECEIPT.filename, bytes: Buffer.byteLength(RECEIPT.content) },
    ]);
  });

  it('lists and reads them, newest first, and nothing else', async () => {
    expect(await quiet.mailbox.list()).toEqual([]);
    await quiet.add({ ...RESET, content: { ...RESET.content, subject: 'first' } });
    await quiet.add({ ...RESET, content: { ...RESET.content, subject: 'second' } });
    await quiet.work();
    writeFileSync(join(folder(), 'notes.eml'), 'x');
    writeFileSync(join(quiet.dataDir, 'outside.json'), '{}');
    const mails = await quiet.mailbox.list();
    expect(mails.map(({ subject }) => subject)).toEqual(['second', 'first']);
    expect(await quiet.mailbox.read(mails[0]!.id)).toMatchObject({
      to: RESET.to,
      text: expect.stringContaining(LINK),
    });
    for (const id of ['../outside', 'notes', '', `${mails[0]!.id}/..`, uuidv7(), `${mails[0]!.id}\0`]) {
      expect(await quiet.mailbox.read(id)).toBeUndefined();
    }
  });

  it('forgets old mails, in the folder and in the table', async () => {
    await quiet.add(RESET);
    await quiet.work();
    const old = uuidv7({ msecs: Date.now() - 8 * 86_400_000 });
    for (const end of ['eml', 'json', 'json.draft']) writeFileSync(join(folder(), `${old}.${end}`), '{}');
    await quiet.sql.query(
      `INSERT INTO outbox (kind, message_id, state, sent_at, created_at) VALUES
         ('old', '<old@x>', 'sent', now(), now() - interval '366 days'),
         ('young', '<young@x>', 'sent', now(), now() - interval '364 days')`,
    );
    await quiet.context.get(MailPurge).run();
    expect(readdirSync(folder())).toHaveLength(2);
    expect(existsSync(join(folder(), `${old}.eml`))).toBe(false);
    const kinds = await quiet.sql.query('SELECT kind FROM outbox ORDER BY kind');
    expect(kinds).toEqual([{ kind: 'password_reset' }, { kind: 'young' }]);
  });
});
