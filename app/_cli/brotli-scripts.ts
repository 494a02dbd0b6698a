import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { acceptsEncoding } from "@/lib/http/accepts-encoding";

export const SCRIPTS_FOLDER = ".next/static/chunks";
// One plain file name: nothing that could lead out of the folder.
const SCRIPT_PATH = /^\/_next\/static\/chunks\/([\w.-]+\.js)(?:\?|$)/;

/**
 * Answers a script of the build from its Brotli copy; false when it has none or the browser does not take it.
 *
 * A script's name is made from its content, so a copy stays right for ever.
 */
export async function answerScript(
  request: IncomingMessage,
  response: ServerResponse,
  folder = SCRIPTS_FOLDER,
): Promise<boolean> {
  const name = SCRIPT_PATH.exec(request.url ?? "")?.[1];
  if (
    !name ||
    !(request.method === "GET" || request.method === "HEAD") ||
    !acceptsEncoding(request.headers["accept-encoding"], "br")
  )
    return false;
  const copy = await readFile(join(folder, `${name}.br`)).catch(() => null);
  if (!copy) return false;
  response.setHeader("content-type", "application/javascript; charset=UTF-8");
  response.setHeader("content-encoding", "br");
  response.setHeader("content-length", copy.length);
  response.setHeader("vary", "Accept-Encoding");
  response.setHeader("cache-control", "public, max-age=31536000, immutable");
  response.writeHead(200).end(request.method === "HEAD" ? undefined : copy);
  return true;
}
