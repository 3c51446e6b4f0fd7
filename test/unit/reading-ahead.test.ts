import { describe, expect, it } from 'vitest';
import { ahead } from '../../src/erasures/ahead.js';

/** Notes what happens to it. */
async function* numbers(notes: string[], until: number, fails = Infinity): AsyncGenerator<number> {
  try {
    for (let number = 1; number <= until; number += 1) {
      if (number === fails) throw new Error(`no ${number}`);
      notes.push(`read ${number}`);
      yield number;
    }
  } finally {
    notes.push('closed');
  }
}

describe('reading ahead', () => {
  it('reads one piece while the one before is worked on, and no more', async () => {
    const notes: string[] = [];
    for await (const number of ahead(numbers(notes, 3))) {
      await new Promise(setImmediate);
      notes.push(`done ${number}`);
    }
    expect(notes).toEqual(['read 1', 'read 2', 'done 1', 'read 3', 'done 2', 'closed', 'done 3']);
  });

  it('reads as many pieces as it is told', async () => {
    const notes: string[] = [];
    for await (const number of ahead(numbers(notes, 5), 3)) {
      await new Promise(setImmediate);
      notes.push(`done ${number}`);
    }
    expect(notes.slice(0, 5)).toEqual(['read 1', 'read 2', 'read 3', 'read 4', 'done 1']);
    expect(notes.slice(5)).toEqual(['read 5', 'done 2', 'closed', 'done 3', 'done 4', 'done 5']);
  });

  it('tells of a failure after the pieces before it', async () => {
    const [notes, taken]: [string[], number[]] = [[], []];
    const taking = async () => {
      for await (const number of ahead(numbers(notes, 3, 3))) {
        await new Promise(setImmediate);
        taken.push(number);
      }
    };
    await expect(taking()).rejects.toThrow('no 3');
    expect(taken).toEqual([1, 2]);
  });

  it('closes what it reads where its reader stops', async () => {
    const notes: string[] = [];
    for await (const number of ahead(numbers(notes, 9))) if (number === 2) break;
    expect(notes).toEqual(['read 1', 'read 2', 'read 3', 'closed']);
  });
});
