import { type IncomingMessage, type RequestOptions, request } from "node:http";
import { constants, createGunzip, gunzipSync } from "node:zlib";

export type PlainReply = { status: number; headers: IncomingMessage["headers"]; text: string; json: () => unknown };

/** One request that shows the answer's headers as they came, which fetch tidies up; the body is unpacked. */
export async function plainHttp(
  port: number,
  path: string,
  options: Pick<RequestOptions, "method" | "headers" | "localAddress"> & { body?: string | Uint8Array } = {},
): Promise<PlainReply> {
  const { body, ...rest } = options;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, ...rest, agent: false }, resolve).on("error", reject);
    sent.end(body);
  });
  const bytes = Buffer.concat(await response.toArray());
  const text = (response.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
  return { status: response.statusCode ?? 0, headers: response.headers, text, json: () => JSON.parse(text) };
}

/** An answer that comes in pieces: all that has come so far, unpacked as it comes. */
export async function plainStream(
  port: number,
  path: string,
  options: Pick<RequestOptions, "method" | "headers"> & { body?: string } = {},
): Promise<{ headers: IncomingMessage["headers"]; text: () => string; pieces: () => number; close: () => void }> {
  const { body, ...rest } = options;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, ...rest, agent: false }, resolve).on("error", reject);
    sent.end(body);
  });
  const pieces: string[] = [];
  const isPacked = response.headers["content-encoding"] === "gzip";
  const unpacked = isPacked ? response.pipe(createGunzip({ flush: constants.Z_SYNC_FLUSH })) : response;
  unpacked.on("data", (chunk: Buffer) => pieces.push(chunk.toString())).on("error", () => undefined);
  return {
    headers: response.headers,
    text: () => pieces.join(""),
    pieces: () => pieces.length,
    close: () => response.destroy(),
  };
}
