import { type AuditItem } from './audit-item.js';

/** An event of which only the names of its personal values are told, and not what they hold. */
export interface MaskedItem extends Omit<AuditItem, 'ip' | 'userAgent' | 'values'> {
  /** Fields of values that are still kept. */
  readonly masked: readonly string[];
}

/** The event as pages show it until somebody gives a reason to see more. */
export function maskItem({ ip, userAgent, values, ...open }: AuditItem): MaskedItem {
  const masked = [
    ...(ip === undefined ? [] : ['ip']),
    ...(userAgent === undefined ? [] : ['userAgent']),
    ...Object.keys(values ?? {}).sort(),
  ];
  return { ...open, masked };
}
