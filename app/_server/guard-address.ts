import { lookup as systemLookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { isInternalAddress } from "@/lib/http/internal-networks";
import { matchNetworks } from "@/lib/http/match-networks";
import { t } from "@/lib/messages/translate";

type Address = { address: string; family: number };
/** Every address of a name; rejects where it has none. */
export type Resolve = (name: string) => Promise<Address[]>;

export type Guard = {
  /** Internal addresses, networks and names of networks that may be called. */
  allowed: readonly string[];
  /** The variable of the environment that names them. */
  setting: string;
  resolve?: Resolve;
};

/** An address that must not be called; its message may be shown. */
export class RefusedTarget extends Error {
  override name = "RefusedTarget";
}

const systemResolve: Resolve = (name) => systemLookup(name, { all: true });

/**
 * Checks an address that is called by number at once (RefusedTarget), and returns the `lookup` of a request, which checks what a name
 * leads to: the connection goes to the very addresses that were looked at, so that a name that leads inside by the next time is refused then.
 */
export function guardAddress(target: URL, { allowed, setting, resolve = systemResolve }: Guard): LookupFunction {
  const check = checkAddresses(target, allowed, setting);
  const host = hostOf(target);
  const family = isIP(host);
  if (family !== 0) check([{ address: host, family }]);
  return lookupChecked(resolve, check);
}

/** Throws RefusedTarget where an address leads inside now. A name that nobody knows may be known later. */
export async function refuseInternal(url: string, { allowed, setting, resolve = systemResolve }: Guard): Promise<void> {
  const target = new URL(url);
  const host = hostOf(target);
  const family = isIP(host);
  const known = family === 0 ? await resolve(host).catch(() => []) : [{ address: host, family }];
  checkAddresses(target, allowed, setting)(known);
}

function hostOf({ hostname }: URL): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}

type Check = (all: readonly Address[]) => void;

function checkAddresses({ protocol, hostname }: URL, allowed: readonly string[], setting: string): Check {
  const isAllowed = matchNetworks(allowed);
  return (all) => {
    for (const { address } of all) {
      if (isAllowed(address)) continue;
      if (isInternalAddress(address)) {
        const values = { host: hostname, address, setting };
        throw new RefusedTarget(
          t("{host} leads to the internal address {address}; {setting} must name it to be allowed", values),
        );
      }
      if (protocol !== "https:") throw new RefusedTarget(t("Must begin with https:// outside the internal network"));
    }
  };
}

function lookupChecked(resolve: Resolve, check: Check): LookupFunction {
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
