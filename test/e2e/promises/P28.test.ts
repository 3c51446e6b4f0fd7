import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApp } from '../../support/app.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_SITE_NAME: 'صدى طنجة', BASE_URL: 'http://echo.example' });
});
afterAll(() => portal.stop());

/** Sentence of the page that says what sites embedded in it may do with visitors who are signed in there. */
const TRACKS = {
  ar: /المواقع المدرجة في صفحاتنا.*وتتتبعهم/,
  fr: /sites intégrés à nos pages.*suivre leurs propres utilisateurs connectés/,
  en: /Sites embedded in our pages.*follow visitors who are signed in/,
} as const;

describe('P28: the policy', () => {
  it.each(['ar', 'fr', 'en'] as const)(
    'in %s names the site and its address, links to Gravatar’s own policy, and says what embedded sites may do',
    async (locale) => {
      const { text } = await portal.visitor().get(`/privacy?lang=${locale}`).expect(200);
      const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
      expect(main).toContain('صدى طنجة');
      expect(main).toContain('http://echo.example');
      expect(main).toMatch(/<a [^>]*href="https:\/\/automattic\.com\/privacy\/"/);
      expect(main.replace(/<[^>]+>/g, '')).toMatch(TRACKS[locale]);
    },
  );

  it('says of everybody abroad who it is and what protects the data, each in a row', async () => {
    const { text } = await portal.visitor().get('/privacy?lang=en').expect(200);
    const table = /<h2>Data that goes abroad<\/h2>(.*?)<\/table>/s.exec(text)?.[1] ?? '';
    const rows = [...table.matchAll(/<tr><th scope="row"[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      row.replace(/<[^>]+>/g, ' '),
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/Gravatar \(Automattic\).*United States/);
    expect(rows[1]).toMatch(/spam-detection service.*may be abroad/);
  });

  it('says the same as data', async () => {
    const { body } = await portal.visitor().get('/api/v1/policy').expect(200);
    expect(body.controller).toMatchObject({ name: 'صدى طنجة', address: 'http://echo.example' });
    const gravatar = body.recipients.find(({ id }: { id: string }) => id === 'gravatar');
    expect(gravatar.policyUrl).toBe('https://automattic.com/privacy/');
  });
});
