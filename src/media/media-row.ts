import { type TakenKind } from './taken-image.js';

/** An image that was uploaded and can be seen. */
export interface MediaRow {
  readonly id: string;
  /** Whose picture it is; null of one of articles. */
  readonly accountId: string | null;
  readonly objectKey: string;
  readonly kind: TakenKind;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Whether the file as it came said where it was taken. */
  readonly toldPlace: boolean;
  /** What is on it, for whoever does not see it; null of a member's picture. */
  readonly description: string | null;
  readonly createdAt: Date;
}

/** Columns of a `MediaRow`. */
export const MEDIA_COLUMNS = `id, account_id AS "accountId", object_key AS "objectKey", kind, width, height, bytes,
  told_place AS "toldPlace", description, created_at AS "createdAt"`;

/** True of rows that can be seen. */
export const SEEN = 'stored_at IS NOT NULL AND removed_at IS NULL';

/** Where an image is seen. */
export function mediaPath(id: string): string {
  return `/media/${id}`;
}
