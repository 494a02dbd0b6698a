import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type Guard, guardAddress } from "../guard-address";

export type Call = { method: "GET" | "POST"; url: string; headers: Readonly<Record<string, string>>; body?: object };
type CallOptions = Guard & { signal: AbortSignal };

/** A list of all models of a large gateway is about a megabyte. */
const BODY_BYTES_MAX = 8 * 1024 * 1024;

/**
 * Calls an address that the guard allows, and resolves to the status and the text of the answer, up to BODY_BYTES_MAX of it. A redirect
 * is an answer like any other: a key is sent nowhere else.
 *
 * Rejects with RefusedTarget, or with what failed.
 */
export async function guardedCall(call: Call, options: CallOptions): Promise<{ status: number; text: string }> {
  const target = new URL(call.url);
  const lookup = guardAddress(target, options);
  const request = target.protocol === "https:" ? requestHttps : requestHttp;
  const body = call.body && JSON.stringify(call.body);
  return new Promise((resolve, reject) => {
    const sent = request(
      target,
      {
        ...{ method: call.method, agent: false, signal: options.signal, lookup },
        headers: {
          ...{ accept: "application/json", "user-agent": "Switchyard", ...call.headers },
          ...(body !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
        },
      },
      (response) => {
        const { statusCode: status = 0 } = response;
        const chunks: Buffer[] = [];
        let bytes = 0;
        const finish = () => resolve({ status, text: Buffer.concat(chunks).toString("utf8") });
        response.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes <= BODY_BYTES_MAX) return;
          finish();
          response.destroy();
        });
        response.on("end", finish);
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
