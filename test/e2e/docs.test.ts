import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobHandlers } from '../../src/platform/jobs/job-handlers.js';
import { TestApp } from '../support/app.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
});

afterAll(() => portal.stop());

describe('what operators read', () => {
  it('has a line for every job there is, and for no other', () => {
    const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const listed = [...page.matchAll(/^\| `([a-z]+\.[a-z_]+)` +\|/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual([...portal.app.get(JobHandlers).all().keys()].sort());
  });
});
