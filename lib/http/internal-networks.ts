import { matchNetworks } from "./match-networks";

/**
 * Networks that no address of the outside is in: this machine, private and shared ones, those of documentation and tests, multicast, and
 * IPv6 forms that hold an IPv4 address. Mapped ones (::ffff:10.0.0.1) count as the address that they hold.
 *
 * IANA's registries of special-purpose addresses, RFC 6890.
 */
const INTERNAL_NETWORKS = [
  ...["loopback", "private", "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"],
  ...["198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
  ...["::/128", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32"],
  ...["2002::/16", "fec0::/10", "ff00::/8"],
];

const isInternal = matchNetworks(INTERNAL_NETWORKS);

/** Whether an address can only be one within: it is in a network that is not routed between others. */
export function isInternalAddress(address: string): boolean {
  return isInternal(address);
}
