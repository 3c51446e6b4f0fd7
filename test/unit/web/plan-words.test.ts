import { expect, it } from 'vitest';
import { type PlannedCollection } from '../../../src/erasures/erasure-plan.js';
import { actionKey } from '../../../src/web/pages/admin/plan-view.js';
import { pageWords } from '../../../src/web/words/words.js';

const comments = (action: 'clear' | 'detach'): PlannedCollection => ({
  source: 'portal',
  collection: 'comments',
  category: 'content',
  action,
  count: 1,
  holds: [],
});

it('tells comments whose text goes from those that lose their author alone', () => {
  const say = pageWords('en');
  expect(say(actionKey(comments('clear')))).toContain('Text and name deleted');
  expect(say(actionKey(comments('detach')))).toContain('Text stays');
  expect(say(actionKey({ ...comments('clear'), source: 'shop' }))).toBe('Cleared of personal data');
});
