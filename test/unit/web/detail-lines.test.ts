import { describe, expect, it } from 'vitest';
import { detailLines } from '../../../src/web/pages/auditor/detail-lines.js';
import { frameOf } from './samples.js';

describe('what the log says of an event in codes', () => {
  it('is in the words of the reader', () => {
    const detail = { remembered: false, kind: 'erasure', fields: ['ip', 'email'], left: 1 };
    expect(detailLines(frameOf('fr'), detail)).toEqual([
      'session prolongée\u00a0: non',
      'objet\u00a0: Effacement',
      'champs\u00a0: adresse IP, adresse e-mail',
      'approbations manquantes\u00a0: 1',
    ]);
    expect(detailLines(frameOf('ar'), { answered: true })).toEqual(['مع جواب: نعم']);
  });

  it('stays a code where nobody wrote words for it, and says nothing that is empty', () => {
    expect(detailLines(frameOf('en'), { newThing: 'soon', fields: [] })).toEqual(['newThing: soon']);
  });
});
