/** How this process reaches PostgreSQL. */
export interface Database {
  /** The role of everyday work. */
  readonly appUrl: string;
  /** The role that owns the schema; equal to `appUrl` where the operator gave one address only. */
  readonly ownerUrl: string;
  stop(): Promise<void>;
}
