import { BlockList, isIP } from "node:net";

/** The names that stand for several networks, as in other servers' settings of this kind. */
export const NETWORK_NAMES: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"],
};

/** Whether an address is in one of these: addresses, networks (10.0.0.0/8) and names of networks. */
export function matchNetworks(entries: readonly string[]): (address: string) => boolean {
  if (entries.length === 0) return () => false;
  const all = new BlockList();
  for (const entry of entries.flatMap((name) => NETWORK_NAMES[name] ?? [name])) {
    const [address = "", bits] = entry.split("/");
    const family = familyOf(address);
    if (bits === undefined) all.addAddress(address, family);
    else all.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && all.check(address, familyOf(address));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
