import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

/**
 * The one spelling of an address that enters digests and values: IPv4 dotted, IPv6 as RFC 5952 writes it, IPv4-mapped
 * IPv6 unmapped, a zone dropped. Undefined where `text` is no address.
 */
export function addressText(text: string): string | undefined {
  const bare = text.replace(/%.*$/, '');
  if (isIP(bare) === 0) return undefined;
  const address = ipaddr.process(bare);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/**
 * An address, or a network in CIDR notation, in the spelling that `inet` reads; a network inside the IPv4-mapped block
 * becomes an IPv4 network. Undefined where `text` is neither.
 */
export function networkText(text: string): string | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  if (prefix === undefined) return text.includes('%') ? undefined : addressText(text);
  if (rest.length > 0 || !/^\d{1,3}$/.test(prefix) || isIP(address) === 0) return undefined;
  const parsed = ipaddr.parse(address);
  const bits = Number(prefix);
  if (parsed instanceof ipaddr.IPv6) {
    if (bits > 128) return undefined;
    if (!parsed.isIPv4MappedAddress() || bits < 96) return `${parsed.toRFC5952String()}/${bits}`;
    return `${parsed.toIPv4Address().toString()}/${bits - 96}`;
  }
  return bits > 32 ? undefined : `${parsed.toString()}/${bits}`;
}
