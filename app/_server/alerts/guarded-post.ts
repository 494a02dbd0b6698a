import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { guardAddress, type Resolve } from "../guard-address";

/** The variable that names the internal networks that alerts may be posted to. */
export const ALERT_NETWORKS = "SWITCHYARD_ALERT_NETWORKS";

export type PostOptions = {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Internal addresses, networks and names of networks that may be posted to. */
  allowed: readonly string[];
  withinMs: number;
  resolve?: Resolve;
};

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
  const lookup = guardAddress(target, { ...options, setting: ALERT_NETWORKS });
  const request = target.protocol === "https:" ? requestHttps : requestHttp;
  const signal = AbortSignal.timeout(withinMs);
  return new Promise((resolve, reject) => {
    const sent = request(
      target,
      {
        ...{ method: "POST", agent: false, signal, lookup },
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
