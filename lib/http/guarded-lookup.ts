import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { isIP } from "node:net";

export type Address = { address: string; family: number };
/** Every address of a name; rejects where it has none. */
export type Resolve = (name: string) => Promise<Address[]>;
/** Throws where one of the addresses must not be connected to. */
export type CheckAddresses = (all: readonly Address[]) => void;

export const systemResolve: Resolve = (name) => systemLookup(name, { all: true });

/** The host of an address as names are looked up: an IPv6 one without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}

/** The address that a host is by itself, which nobody looks up; none where it is a name. */
export function literalAddresses(url: URL): Address[] {
  const address = hostOf(url);
  const family = isIP(address);
  return family === 0 ? [] : [{ address, family }];
}

/**
 * A lookup for connections: they go to the very addresses that were checked, so that a name which leads inside by the next
 * time is refused then.
 */
export function guardedLookup(resolve: Resolve, check: CheckAddresses): LookupFunction {
  return (name, { all }, done) => {
    resolve(name).then(
      (found) => {
        try {
          check(found);
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)), "", 0);
          return;
        }
        const [first] = found;
        if (all) done(null, found);
        else if (first) done(null, first.address, first.family);
        else done(Object.assign(new Error("No address"), { code: "ENOTFOUND" }), "", 0);
      },
      (error) => done(error, "", 0),
    );
  };
}
