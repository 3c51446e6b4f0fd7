import { expect, it } from 'vitest';
import { HashingSlots } from '../../src/accounts/hashing-slots.js';

it('works two at a time, in order, keeps a bounded queue, and refuses who comes later with a 503', async () => {
  const slots = new HashingSlots();
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const run = (n: number) =>
    slots.run(
      () =>
        new Promise<number>((resolve) => {
          begun.push(n);
          ends.push(() => resolve(n));
        }),
    );
  const calls = Array.from({ length: 130 }, (_, n) => run(n));
  await expect(run(130)).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '5' } });
  expect(begun).toEqual([0, 1]);
  for (let n = 0; n < 130; n += 1) {
    ends[n]?.();
    await calls[n];
    await Promise.resolve();
  }
  expect(begun).toEqual(Array.from({ length: 130 }, (_, n) => n));
});

it('frees the slot of work that fails', async () => {
  const slots = new HashingSlots();
  const failing = () => slots.run(() => Promise.reject(new Error('no')));
  await Promise.allSettled([failing(), failing(), failing()]);
  expect(await slots.run(async () => 'free')).toBe('free');
});
