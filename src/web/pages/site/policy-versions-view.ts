import { writtenDay } from '../../../platform/i18n/dates.js';
import {
  type ControllerFact,
  type PolicyChange,
  policyChanges,
  POLICY_PARTS,
} from '../../../policy/policy-changes.js';
import { type PolicyStep, type PolicyVersion } from '../../../policy/published-policy.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** Every version of the policy, for readers. */
export interface PolicyVersionsView {
  readonly frame: PageFrame;
  readonly versions: readonly { readonly version: string; readonly day: string; readonly state: string }[];
}

export function presentVersions(frame: PageFrame, versions: readonly PolicyVersion[]): PolicyVersionsView {
  const say = wordsOf(frame);
  return {
    frame,
    versions: versions.map(({ version, effectiveFrom, state }) => ({
      version,
      day: writtenDay(effectiveFrom, frame.locale),
      state: say(`policy.state.${state}`),
    })),
  };
}

/** A change; `label` names facts that do not say by themselves what they are, such as a number. */
export interface ShownChange extends PolicyChange {
  readonly label?: string;
}

/** One version beside the one that it followed. */
export interface PolicyChangesView {
  readonly frame: PageFrame;
  readonly day: string;
  readonly state: string;
  /** The day of the version before; none where this is the first. */
  readonly since?: string;
  readonly parts: readonly { readonly title: string; readonly changes: readonly ShownChange[] }[];
}

export function presentChanges(frame: PageFrame, { policy, before, state }: PolicyStep): PolicyChangesView {
  const { locale } = frame;
  const say = wordsOf(frame);
  const changes = before === undefined ? [] : policyChanges(before, policy, locale);
  const parts = POLICY_PARTS.map((part) => ({
    title: say(part === 'cookies' ? 'cookies.title' : `policy.${part}`),
    changes: changes
      .filter((change) => change.part === part)
      .map((change) => (part === 'controller' ? { ...change, label: factLabel(frame, change.id) } : change)),
  }));
  return {
    frame,
    day: writtenDay(policy.effectiveFrom, locale),
    state: say(`policy.state.${state}`),
    since: before && writtenDay(before.effectiveFrom, locale),
    parts: parts.filter((part) => part.changes.length > 0),
  };
}

function factLabel(frame: PageFrame, id: string): string {
  return wordsOf(frame)(`policy.contact.${id as ControllerFact}`);
}
