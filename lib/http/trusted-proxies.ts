import { matchNetworks } from "./match-networks";

/** Whether an address is that of a proxy whose word about its client counts. */
export type TrustsProxy = (address: string) => boolean;

/** Reads addresses, networks (10.0.0.0/8) and names of networks; what the environment lets through is one of these. */
export const trustedProxies: (entries: readonly string[]) => TrustsProxy = matchNetworks;
