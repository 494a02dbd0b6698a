import { lookup as systemLookup } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isInternalAddress } from "@/lib/http/internal-networks";
import { matchNetworks } from "@/lib/http/match-networks";
import { t } from "@/lib/messages/translate";

type Address = { address: string; family: number };
/** Every address of a name; rejects where it has none. */
export type Resolve = (name: string) => Promise<Address[]>;

export type PostOptions = {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Internal addresses, networks and names of networks that may be posted to. */
  allowed: readonly string[];
  withinMs: number;
  resolve?: Resolve;
};

/** An address that must not be posted to; its message may be shown. */
export class RefusedTarget extends Error {
  override name = "RefusedTarget";
}

const systemResolve: Resolve = (name) => systemLookup(name, { all: true });

/**
 * Posts to an address outside, and resolves to the status and Retry-After of the answer, whose body nobody reads. A redirect is an answer
 * like any other.
 *
 * The name is resolved for each post, and the connection goes to the very addresses that were looked at: a name that leads inside by the
 * next time is refused then. Rejects with RefusedTarget, or with what failed.
 */
export function guardedPost(options: PostOptions): Promise<{ status: number; retryAfter: string | undefined }> {
  const { url, headers, body, withinMs } = options;
  const target = new URL(url);
  const check = checkAddresses(target, options.allowed);
  const host = hostOf(target);
  if (isIP(host) !== 0) check([{ address: host, family: isIP(host) }]);
  const request = target.protocol === "https:" ? requestHttps : requestHttp;
  const signal = AbortSignal.timeout(withinMs);
  return new Promise((resolve, reject) => {
    const sent = request(
      target,
      {
        ...{ method: "POST", agent: false, signal, lookup: lookupChecked(options.resolve ?? systemResolve, check) },
        headers: { ...headers, "content-length": Buffer.byteLength(body), "user-agent": "Switchyard" },
      },
      (response) => {
        const { statusCode = 0 } = response;
        response.destroy();
        resolve({ status: statusCode, retryAfter: response.headers["retry-after"] });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Throws RefusedTarget where an address leads inside now. A name that nobody knows may be known later. */
export async function refuseInternal(url: string, allowed: readonly string[], resolve = systemResolve): Promise<void> {
  const target = new URL(url);
  const host = hostOf(target);
  const family = isIP(host);
  const known = family === 0 ? await resolve(host).catch(() => []) : [{ address: host, family }];
  checkAddresses(target, allowed)(known);
}

function hostOf({ hostname }: URL): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}

function checkAddresses({ protocol, hostname }: URL, allowed: readonly string[]): (all: readonly Address[]) => void {
  const isAllowed = matchNetworks(allowed);
  return (all) => {
    for (const { address } of all) {
      if (isAllowed(address)) continue;
      if (isInternalAddress(address)) {
        throw new RefusedTarget(
          t("{host} leads to the internal address {address}; SWITCHYARD_ALERT_NETWORKS must name it to be allowed", {
            host: hostname,
            address,
          }),
        );
      }
      if (protocol !== "https:") throw new RefusedTarget(t("Must begin with https:// outside the internal network"));
    }
  };
}

function lookupChecked(resolve: Resolve, check: (all: readonly Address[]) => void): LookupFunction {
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
