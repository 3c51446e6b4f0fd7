/**
 * The other sites whose content published articles embed now; the room of articles provides it. They are recipients (P15),
 * and no part of a version of the policy: they come and go with articles.
 */
export abstract class EmbedHosts {
  /** Each once, in order. */
  abstract hosts(): Promise<readonly string[]>;
}
