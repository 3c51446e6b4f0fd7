// Checks an exported log of Athar without Athar: node verify.mjs FOLDER [--keys FILE] [--checkpoint FILE] [--value FILE]
// Uses nothing beside Node.js 18 or newer. README.md beside this file says what is checked and what the formats are.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

class Bad extends Error {}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** The root of a growing tree (RFC 6962, section 2.1): the perfect trees of which it consists, the largest first. */
class Tree {
  size = 0;
  parts = [];

  add(hash) {
    if (hash.length !== 32) throw new Bad(`event ${this.size}: no hash stands for it`);
    let height = 0;
    while (this.parts.at(-1)?.height === height) {
      hash = nodeHash(this.parts.pop().hash, hash);
      height += 1;
    }
    this.parts.push({ height, hash });
    this.size += 1;
  }

  root() {
    const hashes = this.parts.map(({ hash }) => hash);
    return hashes.length === 0 ? sha256() : hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** Keys by the name of the log, in the order of its epochs. */
function readKeys(file) {
  const { keys } = JSON.parse(readFileSync(file, 'utf8'));
  const log = keys.find((key) => key.note_vkey !== undefined);
  if (log === undefined) throw new Bad(`${file}: no key has a note_vkey`);
  return new Map([...log.earlier_note_vkeys, log.note_vkey].map(readVerifierKey));
}

/** NAME+ID+KEY (c2sp.org/signed-note): the id is the beginning of a hash over name and key. */
function readVerifierKey(text) {
  const [name, id, ...rest] = text.split('+');
  const key = Buffer.from(rest.join('+'), 'base64');
  if (key.length !== 33 || key[0] !== 1) throw new Bad(`${name}: not a key of Ed25519`);
  const hash = sha256(`${name}\n`, key).subarray(0, 4);
  if (hash.toString('hex') !== id) throw new Bad(`${name}: the id of the key is wrong`);
  const x = key.subarray(1).toString('base64url');
  return [
    name,
    { id: hash, key: createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } }) },
  ];
}

/** Signed notes one after the other, or the member `checkpoint` of a JSON file. */
function readNotes(file) {
  const text = readFileSync(file, 'utf8');
  const notes = text.trimStart().startsWith('{')
    ? [JSON.parse(text).checkpoint ?? '']
    : (text.match(/(?:[^\n]+\n)+\n(?:\u2014 [^\n]+\n)+\n?/g) ?? []);
  // What is no note between them would not be seen otherwise.
  if (!text.startsWith('{') && notes.join('') !== text)
    throw new Bad(`${file}: holds something else than checkpoints`);
  if (notes.length === 0) throw new Bad(`${file}: nothing is signed`);
  return notes;
}

/** What a note says, once its signature is one of these keys'. */
function openNote(note, keys) {
  const end = note.indexOf('\n\n') + 1;
  const text = note.slice(0, end);
  const [origin, size, root, ...more] = text.split('\n');
  if (end === 0 || more.length !== 1 || !/^(0|[1-9]\d*)$/.test(size))
    throw new Bad('a note is no checkpoint');
  const signer = keys.get(origin);
  if (signer === undefined) throw new Bad(`${origin}: none of the keys has this name`);
  const after = note.slice(end).split(`\n\u2014 ${origin} `).slice(1);
  const signatures = after.map((rest) => Buffer.from(rest.split('\n')[0], 'base64'));
  const own = signatures.filter((bytes) => bytes.subarray(0, 4).equals(signer.id));
  const isValid = (bytes) => verifySignature(null, Buffer.from(text), signer.key, bytes.subarray(4));
  if (own.length === 0 || !own.every(isValid))
    throw new Bad(`${origin}, ${size} events: the signature is wrong`);
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}

/** A disclosed value: its digest is SHA-256 of the canonical JSON of [salt, field, value]. */
function checkValue({ seq, field, value, salt }, leaf) {
  const digest = sha256(JSON.stringify([salt, field, value])).toString('base64url');
  if (leaf.event.digests[field] !== digest)
    throw new Bad(`event ${seq}: the value of ${field} is not the one recorded`);
}

/** Values in the order of their events. */
async function* readValues(folder, extra) {
  if (extra !== undefined) yield* valuesIn(extra).sort((one, other) => one.seq - other.seq);
  else for await (const line of linesOf(join(folder, 'values.ndjson'))) yield JSON.parse(line);
}

/** What `POST /api/v1/audit/events/{seq}/values` answered, or lines as in values.ndjson. */
function valuesIn(file) {
  const text = readFileSync(file, 'utf8').trim();
  try {
    const { seq, values, ...own } = JSON.parse(text);
    return values?.map((value) => ({ ...value, seq })) ?? [{ ...own, seq }];
  } catch {
    return text.split('\n').map((line) => JSON.parse(line));
  }
}

/** The lines as bytes: only a line feed ends one. A file that is not there has none. */
async function* linesOf(file) {
  if (!existsSync(file)) return;
  let left = Buffer.alloc(0);
  for await (const chunk of createReadStream(file)) {
    left = Buffer.concat([left, chunk]);
    let [from, end] = [0, left.indexOf(10)];
    for (; end >= 0; from = end + 1, end = left.indexOf(10, from)) yield left.subarray(from, end);
    left = left.subarray(from);
  }
  if (left.length > 0) throw new Bad(`${file}: ends in the middle of a line`);
}

/** Goes through the leaves once. @returns the tree, its roots at the sizes asked for, and how many values were checked */
async function readLeaves(folder, sizes, values) {
  const tree = new Tree();
  const roots = new Map([[0, tree.root()]]);
  const add = (hash) => {
    tree.add(hash);
    if (sizes.has(tree.size)) roots.set(tree.size, tree.root());
  };
  // What was dropped has left its hashes. They are taken over: nothing here can recompute them.
  for await (const line of linesOf(join(folder, 'pruned.txt'))) add(Buffer.from(line.toString(), 'base64'));
  const dropped = tree.size;
  let [next, checked, told] = [await values.next(), 0, 0];
  for await (const line of linesOf(join(folder, 'leaves.ndjson'))) {
    const { seq, v, event } = JSON.parse(line);
    if (v !== 1 || seq !== tree.size)
      throw new Bad(`event ${tree.size}: another leaf stands here, of event ${seq}`);
    for (; next.value?.seq === seq; next = await values.next(), checked += 1)
      checkValue(next.value, { event });
    if (event.action === 'audit.pruned') told = Math.max(told, event.detail.to + 1);
    add(sha256(Buffer.of(0), line));
  }
  if (!next.done)
    throw new Bad(`event ${next.value.seq}: a value is of no event, or its line is not in order`);
  if (dropped > told) throw new Bad(`event ${told}: no event says that those before ${dropped} were dropped`);
  return { tree, roots, checked, dropped };
}

/** Why the leaves do not prove a checkpoint; undefined where they do. */
function problemOf({ origin, size, root }, { tree, roots }) {
  if (size > tree.size) return `${origin}, ${size} events: ${size - tree.size} of them are not in the export`;
  if (!roots.get(size).equals(root))
    return `${origin}, ${size} events: these are not the ones it was signed over`;
  return undefined;
}

async function main() {
  const options = { keys: { type: 'string' }, checkpoint: { type: 'string' }, value: { type: 'string' } };
  const { values: given, positionals } = parseArgs({ options, allowPositionals: true });
  const [folder] = positionals;
  if (folder === undefined)
    throw new Bad('usage: node verify.mjs FOLDER [--keys FILE] [--checkpoint FILE] [--value FILE]');
  const keys = readKeys(given.keys ?? join(folder, 'keys.json'));
  const signed = readNotes(join(folder, 'checkpoints.txt')).map((note) => openNote(note, keys));
  const notes = given.checkpoint === undefined ? [] : readNotes(given.checkpoint);
  const kept = notes.map((note) => openNote(note, keys));
  const sizes = new Set([...signed, ...kept].map(({ size }) => size));
  const read = await readLeaves(folder, sizes, readValues(folder, given.value));
  const today = [...keys.keys()].at(-1);
  for (const { origin, size, root } of signed) {
    const problem = problemOf({ origin, size, root }, read);
    if (problem === undefined) continue;
    // The last checkpoint that was known before a restore may count what is lost. Only one who kept it can tell.
    const isLast = signed.every((other) => other.origin !== origin || other.size <= size);
    if (origin === today || !isLast) throw new Bad(problem);
    console.log(`Before a restore: ${problem}.`);
  }
  const wrong = kept.map((checkpoint) => problemOf(checkpoint, read)).find((problem) => problem);
  if (wrong !== undefined) throw new Bad(`kept checkpoint: ${wrong}`);
  const last = Math.max(0, ...signed.filter(({ origin }) => origin === today).map(({ size }) => size));
  console.log(
    `${read.tree.size} events, of which ${last} are signed; ${signed.length} checkpoints, ${kept.length} kept ones.`,
  );
  if (read.dropped > 0)
    console.log(`Events before ${read.dropped} were dropped. Their hashes are taken over, not recomputed.`);
  if (given.value === undefined && !existsSync(join(folder, 'values.ndjson')))
    console.log('No personal value was checked: values.ndjson is not there, and no --value was given.');
  console.log(`${read.checked} values. Root ${read.tree.root().toString('base64')}`);
}

main().catch((error) => {
  console.error(error instanceof Bad ? error.message : error);
  process.exitCode = 1;
});
