import { isIPv6 } from "node:net";

const GROUPS = 8;
const NETWORK_GROUPS = 4;
const MAPPED = 0xffff;

/**
 * What limits count a client by: an IPv4 address itself, of an IPv6 address its /64, all of which one client may use.
 *
 * What is no address stays as it is, so that those without one are counted together.
 */
export function clientNetwork(address: string): string {
  const [plain = ""] = address.split("%");
  if (!isIPv6(plain)) return plain;
  const groups = groupsOf(plain);
  const [high = 0, low = 0] = groups.slice(-2);
  if (groups.slice(0, -2).join() === [0, 0, 0, 0, 0, MAPPED].join()) {
    return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
  }
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => group.toString(16));
  return `${network.join(":")}::/64`;
}

/** The eight numbers of an address that is one. */
function groupsOf(address: string): number[] {
  const [head = [], tail] = address.split("::").map((part) => part.split(":").filter(Boolean).flatMap(numbersOf));
  const missing = tail ? GROUPS - head.length - tail.length : 0;
  return [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])];
}

function numbersOf(group: string): number[] {
  if (!group.includes(".")) return [Number.parseInt(group, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = group.split(".").map(Number);
  return [a * 256 + b, c * 256 + d];
}
