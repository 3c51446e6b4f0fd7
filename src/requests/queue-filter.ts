import { type RequestKind } from '../policy/request-kinds.js';
import { type RequestState } from './request-kinds.js';

/** What the queue shows; without `state`, every open case. */
export interface QueueFilter {
  readonly state?: readonly RequestState[];
  readonly kind?: readonly RequestKind[];
  /** `overdue`, `soon` (due today or within three days), or a last day such as `2026-03-05`. */
  readonly due?: string;
  /** An admin's account id; null for cases that nobody has. */
  readonly assignee?: string | null;
  /** Only cases of people whom a hold in force names. */
  readonly held?: boolean;
  /** Only erasures that wait for a second approval. */
  readonly second?: boolean;
  /** A reference or its beginning, or the whole address of the person. */
  readonly q?: string;
  /** The admin who looks, by account id: of their own cases they see what they were told. */
  readonly viewer?: string;
}
