import canonicalize from 'canonicalize';
import { type BinaryRow } from '../../platform/database/binary-copy.js';
import {
  ACTION,
  ACTOR,
  ACTOR_TYPE,
  canonicalDetail,
  LEAF,
  OUTCOME,
  REFERENCE,
  SEQ,
  SUBJECT,
  timeText,
  uuidText,
} from './event-columns.js';
import { LeafBytes } from './leaf-bytes.js';

const DIGESTS = ',"digests":{';

/** Reads events whose every column must be in the leaf as canonical JSON has it, and nothing else but digests. */
export class LeafReader {
  /** Where the digests of the last leaf stand in the bytes of its row, between their braces. */
  from = 0;
  to = 0;

  /** @param quick finds out what most leaves are; what it does not know to agree is read as a text */
  constructor(private readonly quick: Pick<LeafBytes, 'agrees' | 'from' | 'to'> = new LeafBytes()) {}

  /**
   * @param row of `EVENT_COLUMNS`
   * @returns the leaf's first part that no column says, undefined where all agree
   */
  read(row: BinaryRow): string | undefined {
    if (!this.quick.agrees(row)) return this.readText(row);
    this.from = this.quick.from;
    this.to = this.quick.to;
    return undefined;
  }

  /** Puts the leaf together out of its columns, and compares the bytes. */
  private readText(row: BinaryRow): string | undefined {
    const start = row.start(LEAF);
    const leaf = row.bytes.subarray(start, row.end(LEAF));
    const before = Buffer.from(head(row) + DIGESTS);
    // A detail may have a member of this name: the first one is not always the one of the event.
    const isMade = before.equals(leaf.subarray(0, before.length));
    const from = isMade ? before.length : leaf.indexOf(DIGESTS) + DIGESTS.length;
    const to = leaf.indexOf('}', from);
    this.from = this.to = start;
    if (from < DIGESTS.length || to < 0) return 'its leaf is no version 1';
    this.from = start + from;
    this.to = start + to;
    const made = [before, leaf.subarray(from, to), Buffer.from(tail(row))];
    const isCanonical = canonicalDetail(row) !== undefined && Buffer.concat(made).equals(leaf);
    return isCanonical ? undefined : difference(row, leaf.toString('utf8'));
  }
}

function head(row: BinaryRow): string {
  const actor = row.isNull(ACTOR) ? '' : `"id":"${uuidText(row, ACTOR)}",`;
  return (
    `{"event":{"action":${JSON.stringify(row.text(ACTION))},"actor":{${actor}` +
    `"type":${JSON.stringify(row.text(ACTOR_TYPE))}},"at":"${timeText(row)}","detail":${canonicalDetail(row) ?? ''}`
  );
}

function tail(row: BinaryRow): string {
  const reference = row.isNull(REFERENCE) ? '' : `,"reference":${JSON.stringify(row.text(REFERENCE))}`;
  const subject = row.isNull(SUBJECT) ? '' : `,"subject":"${uuidText(row, SUBJECT)}"`;
  return `},"outcome":${JSON.stringify(row.text(OUTCOME))}${reference}${subject}},"seq":${row.integer(SEQ)},"v":1}`;
}

/** Which columns do not say what the leaf says. */
function difference(row: BinaryRow, leaf: string): string {
  let said: unknown;
  try {
    said = JSON.parse(leaf);
  } catch {
    return 'its leaf is no JSON';
  }
  const { event = {}, seq } = said as { event?: Said; seq?: unknown };
  const pairs: readonly [column: string, column: unknown, leaf: unknown][] = [
    ['seq', row.integer(SEQ), seq],
    ['at', timeText(row), event.at],
    ['action', row.text(ACTION), event.action],
    ['outcome', row.text(OUTCOME), event.outcome],
    ['actor_type', row.text(ACTOR_TYPE), event.actor?.type],
    ['actor', row.isNull(ACTOR) ? undefined : uuidText(row, ACTOR), event.actor?.id],
    ['subject', row.isNull(SUBJECT) ? undefined : uuidText(row, SUBJECT), event.subject],
    ['reference', row.isNull(REFERENCE) ? undefined : row.text(REFERENCE), event.reference],
    ['detail', canonicalDetail(row), canonicalize(event.detail ?? null)],
  ];
  const wrong = pairs.filter(([, column, inLeaf]) => column !== inLeaf).map(([name]) => name);
  if (wrong.length === 0) return 'its leaf is not canonical JSON of version 1';
  return `its ${wrong.length === 1 ? 'column' : 'columns'} ${wrong.join(', ')} and its leaf say different things`;
}

/** The parts of an event in a leaf that nobody has checked yet. */
interface Said {
  readonly at?: unknown;
  readonly action?: unknown;
  readonly outcome?: unknown;
  readonly actor?: { readonly id?: unknown; readonly type?: unknown };
  readonly subject?: unknown;
  readonly reference?: unknown;
  readonly detail?: unknown;
}
