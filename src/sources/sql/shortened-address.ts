import { type TruncateIp } from '../map/erase-shape.js';

/** An address of one column, shortened, as SQL over the column. */
export interface Shortened {
  /** What the column holds afterwards. */
  readonly value: string;
  /** True of a row whose column holds more than the network; false or null otherwise. */
  readonly open: string;
}

/** IPv6 addresses that hold one of IPv4: behind these bits it begins. */
const INSIDE = [
  { network: '::ffff:0:0/96', bits: 96 },
  { network: '2002::/16', bits: 16 },
] as const;

/**
 * Cuts an address to its network: what is behind the prefix becomes 0, and it stays an address, so that whoever reads the
 * column can go on. Text that is no address becomes nothing, or empty where the column must hold something.
 */
export function shortenedAddress(
  held: string,
  { type, nullable }: { readonly type: string; readonly nullable: boolean },
  rule: TruncateIp,
): Shortened {
  if (type === 'inet' || type === 'cidr') {
    const cut = cutOf(held, rule);
    return {
      value: `CASE WHEN host(${held}) = host(${cut}) THEN ${held} ELSE (${cut})::${type} END`,
      open: `(host(${held}) <> host(${cut}))`,
    };
  }
  const text = `btrim(${held}::text, E' \\t\\r\\n')`;
  const address = `(CASE WHEN ${text} COLLATE "C" ~ '${ADDRESS}' THEN ${text}::inet END)`;
  const cut = cutOf(address, rule);
  const open = `(${held} IS NOT NULL AND CASE WHEN ${address} IS NULL THEN ${text} <> '' ELSE ${address} <> ${cut} END)`;
  const none = nullable ? 'NULL' : `''`;
  return {
    value: `CASE WHEN ${open} IS NOT TRUE THEN ${held} WHEN ${address} IS NULL THEN ${none} ELSE host(${cut}) END`,
    open,
  };
}

/** A network that is larger stays as large. */
function cutOf(address: string, { ipv4, ipv6 }: TruncateIp): string {
  const inside = INSIDE.map(
    ({ network, bits }) =>
      `WHEN set_masklen(${address}, 128) <<= inet '${network}' THEN ${bits === 96 ? bits + ipv4 : Math.min(ipv6, bits + ipv4)}`,
  );
  const bits = `CASE WHEN family(${address}) = 4 THEN ${ipv4} ${inside.join(' ')} ELSE ${ipv6} END`;
  return `set_masklen(network(set_masklen(${address}, least(masklen(${address}), ${bits})))::inet,
    CASE WHEN masklen(${address}) = CASE family(${address}) WHEN 4 THEN 32 ELSE 128 END
         THEN masklen(${address}) ELSE least(masklen(${address}), ${bits}) END)`;
}

const GROUP = '[0-9A-Fa-f]{1,4}';
const BYTE = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const IPV4 = `${BYTE}([.]${BYTE}){3}`;

/** The groups of an address of IPv6: eight, or fewer around `::`. The last two may be written as one of IPv4. */
const IPV6 = [
  ...[`(${GROUP}:){7}${GROUP}`, `(${GROUP}:){6}${IPV4}`],
  ...[0, 1, 2, 3, 4, 5, 6, 7].flatMap((before) => {
    const start = before === 0 ? '::' : `${GROUP}(:${GROUP}){${before - 1}}::`;
    const behind = 7 - before;
    return [
      behind === 0 ? start : `${start}(${GROUP}(:${GROUP}){0,${behind - 1}})?`,
      ...(behind < 2 ? [] : [`${start}(${GROUP}:){0,${behind - 2}}${IPV4}`]),
    ];
  }),
];

const ADDRESS = `^(${[IPV4, ...IPV6].join('|')})$`;
