import { it } from 'vitest';
import { type BrowserTest } from '../../support/browser.js';
import { Journey } from './journey.js';

const SEND = '#write .btn-primary';

/** A guest and a member comment on an article, and an admin looks through what waits. */
export function commenterJourney(site: () => BrowserTest): void {
  it('a guest comments without scripts, is remembered, and forgotten again', async () => {
    const guest = await Journey.begin(site(), 'commenter', 'ar', { scripts: false });
    const { page } = guest.visit;
    await guest.open('/articles');
    await guest.see('articles', 'articles.title');
    await guest.click('main .rows a[href*="/articles/article-"]');
    await guest.click('.comments a[href*="answer="]');
    await guest.see('answering');
    await page.fill('#name', 'سلمى');
    await page.fill('#email', 'salma@');
    await page.check('#remember');
    await guest.click(SEND);
    await guest.see('refused', undefined, 422);
    await page.fill('#body', 'رأي & سؤال\u202E https://a.example');
    await page.fill('#email', 'salma.reader@example.net');
    await guest.click(SEND);
    await guest.see('waits', 'ownComment.title');
    await guest.click('main p a[href^="/articles/"]');
    await guest.see('remembered');
    await guest.click('.forget button');
    await guest.see('forgotten');
    await guest.end();
  }, 120_000);

  it('a member changes a comment, and an admin approves what waits', async () => {
    const member = await Journey.begin(site(), 'member-commenter', 'en');
    await member.visit.signIn('member');
    await member.open('/articles/article-3');
    await member.visit.page.fill('#body', 'As a member.');
    await member.click(SEND);
    await member.see('own-comment', 'ownComment.title');
    await member.end();

    const admin = await Journey.begin(site(), 'moderator', 'ar');
    const { page } = admin.visit;
    await admin.visit.signIn('admin1');
    await admin.open('/admin/comments');
    await admin.see('queue', 'moderation.title');
    await page.check('.moderation li:first-child input[type=checkbox]');
    await admin.click('button[name=act][value=approve]');
    await admin.see('moderated');
    await page.fill('#email', 'salma.reader@example.net');
    await admin.click('#search button');
    await admin.see('of-address', 'moderation.title');
    await admin.open('/admin/comments/words');
    await page.fill('#word', 'قِمار');
    await admin.click('main form .btn-primary');
    await admin.see('words', 'moderation.words');
    await admin.end();
  }, 120_000);
}
