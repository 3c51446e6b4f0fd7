import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointStore } from '../../../src/audit/tree/checkpoint-store.js';
import { Checkpoints } from '../../../src/audit/tree/checkpoints.js';
import { verifierKey } from '../../../src/audit/tree/checkpoint.js';
import { LogProofs } from '../../../src/audit/tree/log-proofs.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { openStore } from '../../../src/platform/storage/open-store.js';
import { GoVerifier, hasGo, HOW_TO_GET_GO } from '../../support/go-verifier.js';
import { type LogUnderTest, openLog } from './support.js';

const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 64, 100, 127, 255, 256, 257, 300, 511, 512, 513, 600];

describe.skipIf(!hasGo)(`golang.org/x/mod/sumdb (${HOW_TO_GET_GO})`, () => {
  const go = new GoVerifier();
  const folder = mkdtempSync(join(tmpdir(), 'athar-go-'));
  let log: LogUnderTest;
  let proofs: LogProofs;
  const notes: string[] = [];
  const vkeys: string[] = [];
  const leaves: string[] = [];

  beforeAll(async () => {
    go.build();
    log = await openLog();
    const store = new CheckpointStore(await openStore({ dataDir: folder }));
    const keyring = new Keyring(randomBytes(32));
    const checkpoints = new Checkpoints(log.source, keyring, log.clock, store, log.log);
    proofs = new LogProofs(log.source, checkpoints);
    let size = 0;
    for (const next of SIZES) {
      for (; size < next; size += 1) {
        await log.append({
          action: 'comment.posted',
          actor: { type: 'system' },
          detail: { text: 'é ق \u2028' },
        });
      }
      await log.sequencer.catchUp();
      notes.push((await checkpoints.sign())?.note ?? '');
    }
    const { origin = '' } = (await checkpoints.latest()) ?? {};
    vkeys.push(verifierKey(origin, checkpoints.publicKey()));
    const rows = await log.source.query<{ leaf: string }[]>('SELECT leaf FROM audit_events ORDER BY seq');
    leaves.push(...rows.map(({ leaf }) => leaf));
  }, 300_000);

  afterAll(async () => {
    go.remove();
    rmSync(folder, { recursive: true });
    await log.close();
  });

  /** As the API answers. */
  const told = (proof: object): Record<string, unknown> =>
    JSON.parse(
      JSON.stringify(proof, (_, value) =>
        value?.type === 'Buffer' ? Buffer.from(value.data).toString('base64') : value,
      ),
    );

  const inclusion = async (seq: number, size: number): Promise<Record<string, unknown>> => ({
    ...told(await proofs.inclusion(seq, size)),
    leaf: leaves[seq],
  });

  it('opens every checkpoint, and takes every proof', async () => {
    const included = [];
    const consistent = [];
    for (const size of SIZES) {
      const seqs = new Set(
        [0, 1, size >> 1, size - 2, size - 1, 255, 256].filter((seq) => seq >= 0 && seq < size),
      );
      for (const seq of seqs) included.push(await inclusion(seq, size));
      for (const from of SIZES.filter((smaller) => smaller <= size))
        consistent.push(told(await proofs.consistency(from, size)));
    }
    expect(go.check({ vkeys, notes, inclusion: included, consistency: consistent })).toBe(
      `0: ${SIZES.length} checkpoints, ${included.length} inclusion proofs, ${consistent.length} consistency proofs`,
    );
    expect(included.length).toBeGreaterThan(100);
  });

  it('refuses what is not so', async () => {
    const other = (hash: unknown) => Buffer.from(String(hash), 'base64').map((byte) => byte ^ 1);
    const proof = await inclusion(7, 300);
    const grown = told(await proofs.consistency(100, 300));
    const changed = (hashes: unknown) =>
      (hashes as string[]).map((hash, at) => (at === 1 ? Buffer.from(other(hash)).toString('base64') : hash));
    for (const wrong of [
      { notes: [notes[3]?.replace('\n4\n', '\n5\n')] },
      { inclusion: [{ ...proof, seq: 8 }] },
      { inclusion: [{ ...proof, leaf: leaves[8] }] },
      { inclusion: [{ ...proof, hashes: changed(proof.hashes) }] },
      { notes, inclusion: [{ ...proof, root: grown.fromRoot }] },
      { consistency: [{ ...grown, hashes: changed(grown.hashes) }] },
      { consistency: [{ ...grown, from: 99 }] },
    ]) {
      expect(go.check({ vkeys, ...wrong })).toMatch(/^1: ./);
    }
    expect(go.check({ vkeys, notes, inclusion: [proof], consistency: [grown] })).toMatch(/^0: /);
  });
});
