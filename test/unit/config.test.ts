import { describe, expect, it } from 'vitest';
import { ConfigProblems, readConfig } from '../../src/platform/config/config.js';

const problems = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readConfig(env, ['MA']);
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
  return [];
};

describe('the name of the site', () => {
  it.each(['جريدة طنجة', '  Le Journal  ', 'x'.repeat(80)])('may be %j', (name) => {
    expect(readConfig({ ATHAR_SITE_NAME: name }, ['MA']).siteName).toBe(name.trim());
  });

  it.each(['a\nBcc: b@example.org', 'a\rb', 'a\u2028b', 'a\u0000b', ' ', 'x'.repeat(81)])(
    'may not be %j',
    (name) => {
      expect(problems({ ATHAR_SITE_NAME: name })).toEqual([
        `ATHAR_SITE_NAME holds ${JSON.stringify(name)}; it may hold a name of 1 to 80 characters on one line`,
      ]);
    },
  );
});

it('every problem is told at once, and no secret with it', () => {
  const found = problems({
    PORT: 'x',
    DATABASE_URL: 'mysql://root:hunter2@db/athar',
    ATHAR_COOLING_OFF: 'P1M',
  });
  expect(found.map((line) => line.split(' ')[0]).sort()).toEqual([
    'ATHAR_COOLING_OFF',
    'DATABASE_URL',
    'PORT',
  ]);
  expect(found.join()).not.toContain('hunter2');
});

describe('an office of one', () => {
  const alone = { ATHAR_APPROVALS: '1', ATHAR_COOLING_OFF: 'PT0S' };

  it('lets every erasure wait', () => {
    expect(problems(alone)).toEqual([
      'ATHAR_COOLING_OFF holds "PT0S"; it may hold a longer time while ATHAR_APPROVALS is 1, such as P3D',
    ]);
    expect(problems({ ATHAR_APPROVALS: '1' })).toEqual([]);
    expect(problems({ ...alone, ATHAR_APPROVALS: '2' })).toEqual([]);
    expect(problems({ ...alone, ATHAR_COOLING_OFF: 'PT1S' })).toEqual([]);
  });

  it('need not in the demo', () => {
    expect(readConfig(alone, ['MA'], true)).toMatchObject({ approvals: 1, coolingOff: 0 });
  });
});

describe('the spam check', () => {
  const set = { ATHAR_SPAM_CHECK_URL: 'https://spam.example', ATHAR_SPAM_CHECK_KEY: 'hunter2' };

  it('is on with an address and a key, at the path of the protocol unless another is given', () => {
    expect(readConfig({}, ['MA']).spamCheck).toBeUndefined();
    expect(readConfig(set, ['MA']).spamCheck).toEqual({
      url: 'https://spam.example/1.1/comment-check',
      key: 'hunter2',
    });
    const own = { ...set, ATHAR_SPAM_CHECK_URL: 'http://127.0.0.1:8080/check' };
    expect(readConfig(own, ['MA']).spamCheck?.url).toBe('http://127.0.0.1:8080/check');
  });

  it('names what is missing', () => {
    expect(problems({ ATHAR_SPAM_CHECK_URL: 'https://spam.example' })).toEqual([
      'ATHAR_SPAM_CHECK_KEY is not set; set it beside ATHAR_SPAM_CHECK_URL, or neither',
    ]);
    expect(problems({ ATHAR_SPAM_CHECK_KEY: 'hunter2' })[0]).toMatch(/^ATHAR_SPAM_CHECK_URL is not set/);
  });

  it.each(['spam.example', 'http://spam.example', 'ftp://127.0.0.1', 'https://u:hunter2@spam.example'])(
    'may not be at %j, nor is a secret told',
    (url) => {
      const found = problems({ ...set, ATHAR_SPAM_CHECK_URL: url, ATHAR_SPAM_CHECK_KEY: 'hunter2 x' });
      expect(found.map((line) => line.split(' ')[0])).toEqual([
        'ATHAR_SPAM_CHECK_URL',
        'ATHAR_SPAM_CHECK_KEY',
      ]);
      expect(found.join()).not.toContain('hunter2');
    },
  );
});
