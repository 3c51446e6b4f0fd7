import { expect, it } from 'vitest';
import { page } from '../../../src/web/layout/page.js';
import { MailPage } from '../../../src/web/pages/site/mailbox-page.js';
import { frameOf } from './samples.js';

it('keeps the site’s name in its own direction within the subject of a mail', () => {
  const frame = frameOf('fr', { demo: true });
  const mail = {
    id: '1',
    at: '2026-01-05T08:00:00Z',
    to: 'a@b.example',
    subject: `${frame.site} : à vous`,
    text: '',
  };
  expect(page(<MailPage frame={frame} mail={mail} />)).toContain(
    `<h1 dir="auto"><bdi>${frame.site}</bdi> : à vous</h1>`,
  );
});
