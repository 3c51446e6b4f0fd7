import { describe, expect, it } from 'vitest';
import { deviceName } from '../../../src/web/pages/person/device-name.js';

describe('what a session was opened with', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
      { browser: 'Microsoft Edge', system: 'Windows' },
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      { browser: 'Safari', system: 'iOS' },
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      { browser: 'Firefox', system: 'Linux' },
    ],
    ['curl/8.5.0', { browser: 'curl' }],
    ['Mozilla/5.0 (made up)', {}],
    ['<b>', {}],
    [' ', {}],
    [null, {}],
  ])('%s', (userAgent, known) => {
    expect(deviceName(userAgent)).toEqual(known);
  });
});
