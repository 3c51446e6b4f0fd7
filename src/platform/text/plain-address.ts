import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

/**
 * The one spelling of an IP address everywhere: IPv4 dotted, IPv6 as RFC 5952 writes it, IPv4-mapped IPv6 unmapped, a
 * zone dropped. Undefined where `text` is no address; the older ways to write IPv4 (`127.1`, `010.1.1.1`) are none, since
 * programs read them differently (I10).
 */
export function plainAddress(text: string | undefined): string | undefined {
  const bare = (text ?? '').replace(/%.*$/, '');
  return isIP(bare) === 0 ? undefined : ipaddr.process(bare).toString();
}

/** Whether a name that somebody chose is an IP address or holds an e-mail address: such a value is kept nowhere by the way. */
export function isAddress(text: string): boolean {
  return text.includes('@') || isIP(text) !== 0;
}
