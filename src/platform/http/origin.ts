/** Where a call came from: the client's textual IP (IPv4-mapped IPv6 unmapped) and its user agent, cut to 512 characters. */
export interface Origin {
  readonly ip?: string;
  readonly userAgent?: string;
}
