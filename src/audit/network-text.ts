import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';
import { plainAddress } from '../platform/text/plain-address.js';

/**
 * An address, or a network in CIDR notation, in the spelling that `inet` reads; a network inside the IPv4-mapped block
 * becomes an IPv4 network. Undefined where `text` is neither.
 */
export function networkText(text: string): string | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  if (prefix === undefined) return text.includes('%') ? undefined : plainAddress(text);
  if (rest.length > 0 || !/^\d{1,3}$/.test(prefix) || isIP(address) === 0) return undefined;
  const parsed = ipaddr.parse(address);
  const bits = Number(prefix);
  if (parsed instanceof ipaddr.IPv6) {
    if (bits > 128) return undefined;
    if (!parsed.isIPv4MappedAddress() || bits < 96) return `${parsed.toString()}/${bits}`;
    return `${parsed.toIPv4Address().toString()}/${bits - 96}`;
  }
  return bits > 32 ? undefined : `${parsed.toString()}/${bits}`;
}
