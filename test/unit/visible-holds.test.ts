import { expect, it } from 'vitest';
import { type HoldRule, type HoldVisibility } from '../../src/holds/hold-rules.js';
import { visibleToPerson } from '../../src/holds/visible-holds.js';

const rule = (visibility: HoldVisibility): HoldRule => ({
  id: '00000000-0000-7000-8000-000000000000',
  purpose: 'legal',
  citation: 'Art. 56',
  reviewOn: '2027-03-05',
  visibility,
  scope: { hold: '00000000-0000-7000-8000-000000000000' },
});

it('tells a person of a hold as much as its visibility lets out', () => {
  expect(visibleToPerson([rule('existence-hidden'), rule('open'), rule('reason-hidden')])).toEqual([
    { reason: 'shown', purpose: 'legal', citation: 'Art. 56', reviewOn: '2027-03-05' },
    { reason: 'hidden', reviewOn: '2027-03-05' },
  ]);
  expect(visibleToPerson([rule('existence-hidden')])).toEqual([]);
});
