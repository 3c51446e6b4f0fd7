/** Tells what images of articles are used for; the room of articles provides it. */
export abstract class MediaUses {
  /** Whether an article that is published shows the image. */
  abstract isPublished(mediaId: string): Promise<boolean>;
  /** Whether any article, drafts too, shows it. */
  abstract isUsed(mediaId: string): Promise<boolean>;
}
