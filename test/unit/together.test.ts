import { describe, expect, it } from 'vitest';
import { together, tryEach } from '../../src/erasures/together.js';

const later = (turns: number) => new Promise<void>((done) => setTimeout(done, turns * 5));

describe('asking together', () => {
  it('asks for all at the same time, and answers in their order', async () => {
    const notes: string[] = [];
    const answers = await together([3, 1, 2], async (turns) => {
      notes.push(`asked ${turns}`);
      await later(turns);
      notes.push(`answered ${turns}`);
      return turns * 10;
    });
    expect(answers).toEqual([30, 10, 20]);
    expect(notes.slice(0, 3)).toEqual(['asked 3', 'asked 1', 'asked 2']);
  });

  it('fails once nothing goes on any more', async () => {
    const ended: number[] = [];
    const asked = together([1, 2, 3], async (turns) => {
      await later(turns);
      ended.push(turns);
      if (turns < 3) throw new Error(`no ${turns}`);
    });
    await expect(asked).rejects.toThrow('no 1');
    expect(ended).toEqual([1, 2, 3]);
  });
});

describe('trying each', () => {
  it('does the others where one fails, and fails after them', async () => {
    const done: number[] = [];
    const tried = tryEach([1, 2, 3, 4], (one) => {
      done.push(one);
      return one % 2 === 0 ? Promise.reject(new Error(`no ${one}`)) : Promise.resolve();
    });
    await expect(tried).rejects.toThrow('no 2');
    expect(done).toEqual([1, 2, 3, 4]);
  });
});
