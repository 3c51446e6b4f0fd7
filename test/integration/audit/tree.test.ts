import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  consistencyPath,
  EMPTY_ROOT,
  inclusionPath,
  isConsistent,
  isIncluded,
  leafHash,
} from '../../../src/audit/tree/merkle.js';
import { treeHashes } from '../../../src/audit/tree/tree-hashes.js';
import { account, type LogUnderTest, openLog } from './support.js';

const MOST = 300;

let log: LogUnderTest;
let hashes: Buffer[];
let roots: Buffer[];

beforeAll(async () => {
  log = await openLog();
  const actor = account();
  for (let event = 0; event < MOST; event += 1) {
    await log.append({ action: 'comment.posted', actor, detail: { event } });
    // Tiles that grow by one, and by many.
    if (event < 20 || event % 37 === 0) await log.sequencer.catchUp();
  }
  await log.sequencer.catchUp();
  const found = await log.admin.query<{ leaf: string }>('SELECT leaf FROM audit_events ORDER BY seq');
  hashes = found.rows.map(({ leaf }) => leafHash(Buffer.from(leaf)));
  roots = Array.from({ length: MOST + 1 }, (_, size) => rootByHand(hashes.slice(0, size)));
});
afterAll(() => log.close());

/** The root by the definition of RFC 6962, section 2.1, without what is tested. */
function rootByHand(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return only;
  const half = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  const below = [Buffer.of(1), rootByHand(leaves.slice(0, half)), rootByHand(leaves.slice(half))];
  return createHash('sha256').update(Buffer.concat(below)).digest();
}

const rootOf = (size: number) => roots[size] ?? EMPTY_ROOT;
const hashOf = (seq: number) => hashes[seq] ?? EMPTY_ROOT;

describe('the tree of the log', () => {
  it('has the root that RFC 6962 gives each size', async () => {
    const computed = await log.admin.query<{ root: Buffer }>(
      'SELECT audit_root(size) AS root FROM generate_series(0, $1) AS size ORDER BY size',
      [MOST],
    );
    expect(computed.rows.map(({ root }) => root.toString('hex'))).toEqual(
      roots.map((root) => root.toString('hex')),
    );
    const whole = Array.from({ length: MOST }, (_, size) => ({ low: 0, high: size + 1 }));
    const read = await treeHashes(log.source.manager, whole);
    expect(read.map((root) => root.toString('hex'))).toEqual(
      roots.slice(1).map((root) => root.toString('hex')),
    );
  });

  it('proves that each leaf stands in each size', async () => {
    for (const size of [1, 2, 3, 7, 8, 9, 255, 256, 257, 300]) {
      const paths = Array.from({ length: size }, (_, seq) => inclusionPath(seq, size));
      const found = await treeHashes(log.source.manager, paths.flat());
      for (const [seq, path] of paths.entries()) {
        const proof = found.splice(0, path.length);
        expect(isIncluded(hashOf(seq), seq, size, proof, rootOf(size))).toBe(true);
        expect(isIncluded(hashOf(seq), seq + 1, size, proof, rootOf(size))).toBe(false);
        expect(isIncluded(hashOf((seq + 1) % MOST), seq, size, proof, rootOf(size))).toBe(false);
        expect(isIncluded(hashOf(seq), size, size, proof, rootOf(size))).toBe(false);
      }
    }
  });

  it('proves that each size begins with each smaller one', async () => {
    const pairs = Array.from({ length: MOST }, (_, at) => at + 1).flatMap((size) =>
      Array.from({ length: size }, (_, at) => ({ from: at + 1, size })),
    );
    expect(pairs).toHaveLength((MOST * (MOST + 1)) / 2);
    const ranges = new Map(
      pairs.flatMap(({ from, size }) =>
        consistencyPath(from, size).map((range) => [JSON.stringify(range), range]),
      ),
    );
    const found = await treeHashes(log.source.manager, [...ranges.values()]);
    const hashAt = new Map([...ranges.keys()].map((key, at) => [key, found[at] ?? EMPTY_ROOT]));
    for (const { from, size } of pairs) {
      const proof = consistencyPath(from, size).map(
        (range) => hashAt.get(JSON.stringify(range)) ?? EMPTY_ROOT,
      );
      const holds = (old: number, whole: number, hashes: readonly Buffer[]) =>
        isConsistent(from, rootOf(old), size, rootOf(whole), hashes);
      if (!holds(from, size, proof)) expect.fail(`${from} in ${size} is not proven`);
      if (from === size) continue;
      if (holds(from - 1, size, proof) || holds(from, size - 1, proof) || holds(from, size, proof.slice(1)))
        expect.fail(`${from} in ${size} is proven though it is not so`);
    }
  }, 120_000);

  it('refuses sizes that are none', () => {
    const root = rootOf(8);
    expect(isConsistent(0, EMPTY_ROOT, 8, root, [])).toBe(false);
    expect(isConsistent(9, rootOf(9), 8, root, [])).toBe(false);
    expect(isConsistent(1.5, root, 8, root, [])).toBe(false);
    expect(isIncluded(hashOf(0), -1, 8, [], root)).toBe(false);
    expect(isIncluded(hashOf(0), Number.NaN, 8, [], root)).toBe(false);
  });
});

describe('the official leaves of RFC 6962 trees', () => {
  const LEAVES = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  const ROOTS = [
    'e3b0c442',
    '6e340b9c',
    'fac54203',
    'aeb6bcfe',
    'd37ee418',
    '4e3bbb1f',
    '76e67dad',
    'ddb89be4',
    '5dc9da79',
  ];

  it.each(ROOTS.map((root, size) => ({ root, size })))(
    'give size $size the root $root...',
    async ({ root, size }) => {
      const leaves = LEAVES.slice(0, size).map((leaf) => leafHash(Buffer.from(leaf, 'hex')));
      await log.admin.query('BEGIN');
      try {
        await log.admin.query('ALTER TABLE audit_tree DISABLE TRIGGER audit_tree_fixed');
        await log.admin.query('DELETE FROM audit_tree');
        if (size > 0) {
          await log.admin.query('INSERT INTO audit_tree (level, tile, first, hashes) VALUES (0, 0, 0, $1)', [
            Buffer.concat(leaves),
          ]);
        }
        const found = await log.admin.query<{ root: Buffer }>('SELECT audit_root(audit_tree_size()) AS root');
        expect(found.rows[0]?.root.toString('hex').slice(0, 8)).toBe(root);
      } finally {
        await log.admin.query('ROLLBACK');
      }
      expect(rootByHand(leaves).toString('hex').slice(0, 8)).toBe(root);
    },
  );
});
