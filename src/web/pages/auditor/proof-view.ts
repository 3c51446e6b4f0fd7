import { type Contradiction, type SignedCheckpoint } from '../../../audit/tree/checkpoints.js';
import { type Epoch } from '../../../audit/tree/epoch.js';
import { type KeptVerdict } from '../../../audit/verify/kept-checks.js';
import { type VerificationRecord } from '../../../audit/verify/verifications.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { type GivenFileFound } from '../../api/given-files.js';
import { wordsOf } from '../../layout/phrase.js';

/** What is known of the log as a whole. */
export interface ProofFacts {
  /** `away`: the checkpoint outside the database cannot be read just now. */
  readonly contradiction: Contradiction | 'away' | undefined;
  readonly latest: SignedCheckpoint | undefined;
  readonly since: Date | undefined;
  readonly epochs: readonly Epoch[];
  readonly checks: readonly VerificationRecord[];
  /** How many auditors get each day's checkpoint. */
  readonly witnesses: number;
}

/** One verification in the reader's words. */
export interface CheckLine {
  readonly ended: string;
  readonly by: string;
  readonly events: string;
  readonly tone: Tone;
  readonly result: string;
  /** The first position that is wrong, as the verification says it: in English, for whoever mends it. */
  readonly wrong?: string;
}

export interface ProofView {
  readonly tone: Tone;
  readonly verdict: string;
  readonly facts: readonly (readonly [string, string])[];
  /** Base64. */
  readonly root?: string;
  readonly epochs: readonly string[];
  readonly checks: readonly CheckLine[];
}

/** @param reader the account that reads */
export function presentProof(frame: PageFrame, facts: ProofFacts, reader: string): ProofView {
  const say = wordsOf(frame);
  const written = (at: Date): string => writtenInstant(at, frame.locale, frame.zone);
  const { latest, since, epochs, checks, witnesses } = facts;
  return {
    ...verdictOf(frame, facts),
    facts: [
      ...(since === undefined ? [] : [[say('proof.since'), written(since)] as const]),
      ...(latest === undefined
        ? []
        : [
            [say('proof.events'), say('proof.events.number', { count: latest.size })] as const,
            [say('proof.signed'), written(latest.signedAt)] as const,
          ]),
      [say('proof.witnesses'), say('proof.witnesses.number', { count: witnesses })],
    ],
    root: latest?.root.toString('base64'),
    epochs: epochs
      .filter(({ lastKnown }) => lastKnown !== null)
      .map(({ openedAt, size, lastKnown }) =>
        say('proof.epoch', { at: written(openedAt), size, known: Number(lastKnown?.split('\n')[1] ?? 0) }),
      ),
    checks: checks.map((check) => checkLine(frame, check, reader)),
  };
}

/** A sentence each, with what it means for the reader. */
export function presentGiven(
  frame: PageFrame,
  { receipt, kept }: GivenFileFound,
): readonly { readonly tone: Tone; readonly text: string }[] {
  const say = wordsOf(frame);
  const lines: { readonly tone: Tone; readonly text: string }[] = [];
  if (receipt?.genuine === true)
    lines.push({ tone: 'good', text: say('proof.receipt.genuine', { reference: receipt.reference }) });
  if (receipt?.genuine === false) lines.push({ tone: 'bad', text: say('proof.receipt.forged') });
  for (const { verdict, size = 0 } of kept) {
    lines.push({
      tone: verdict === 'agrees' ? 'good' : 'bad',
      text: say(KEPT[verdict], { count: size }),
    });
  }
  return lines;
}

const KEPT = {
  agrees: 'proof.kept.agrees',
  unsigned: 'proof.kept.unsigned',
  'another log': 'proof.kept.foreign',
  'unknown epoch': 'proof.kept.unknownEpoch',
  gone: 'proof.kept.gone',
  contradicts: 'proof.kept.contradicts',
} as const satisfies Record<KeptVerdict, string>;

const FOUND = {
  shorter: 'proof.found.shorter',
  changed: 'proof.found.changed',
  'another key': 'proof.found.anotherKey',
  away: 'proof.found.away',
} as const satisfies Record<Contradiction | 'away', string>;

function verdictOf(
  frame: PageFrame,
  { contradiction, checks }: ProofFacts,
): { readonly tone: Tone; readonly verdict: string } {
  const say = wordsOf(frame);
  if (contradiction !== undefined)
    return { tone: contradiction === 'away' ? 'open' : 'bad', verdict: say(FOUND[contradiction]) };
  const [last] = checks;
  if (last === undefined) return { tone: 'open', verdict: say('proof.unverified') };
  const at = writtenInstant(last.endedAt, frame.locale, frame.zone);
  return last.wrong === null
    ? { tone: 'good', verdict: say('proof.whole', { at, count: last.events }) }
    : { tone: 'bad', verdict: say('proof.broken', { at }) };
}

function checkLine(
  frame: PageFrame,
  { endedAt, askedBy, events, wrong }: VerificationRecord,
  reader: string,
): CheckLine {
  const say = wordsOf(frame);
  const by = askedBy === null ? 'calendar' : askedBy === reader ? 'you' : 'auditor';
  return {
    ended: writtenInstant(endedAt, frame.locale, frame.zone),
    by: say(`proof.by.${by}`),
    events: say('proof.events.number', { count: events }),
    tone: wrong === null ? 'good' : 'bad',
    result: say(wrong === null ? 'proof.result.whole' : 'proof.result.broken'),
    wrong: wrong === null ? undefined : `${wrong.where}: ${wrong.what}`,
  };
}
