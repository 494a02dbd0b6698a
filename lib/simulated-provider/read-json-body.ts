import type { IncomingMessage } from "node:http";
import { invalidRequest, type Refusal } from "./refusal";

const MAX_BODY_BYTES = 32 * 1024 * 1024;

export type ReadBody = { value: unknown; refusal: null } | { refusal: Refusal };

/** Reads a JSON body of at most 32 MiB, or why it is refused; rejects where the caller leaves before its end. */
export async function readJsonBody(request: IncomingMessage): Promise<ReadBody> {
  const bytes = await readBytes(request);
  if (!bytes) return { refusal: invalidRequest(`The body is larger than ${MAX_BODY_BYTES} bytes`, { status: 413 }) };
  try {
    return { value: JSON.parse(bytes.toString()), refusal: null };
  } catch {
    return { refusal: invalidRequest("The body is not valid JSON") };
  }
}

/** Not by iterating over it: leaving an iteration early closes the connection before a refusal is sent. */
function readBytes(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const refuse = () => {
      chunks.length = 0;
      resolve(null);
    };
    if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) refuse();
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) refuse();
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("The caller left")));
  });
}
