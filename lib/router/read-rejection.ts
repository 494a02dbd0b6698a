import type { IncomingMessage } from "node:http";
import type { Outcome } from "@/lib/domain/outcome";
import { errorSigns, failureOf } from "@/lib/ingest/formats/failure";
import { isFields } from "./read-event";

/** What an upstream answered instead of an answer. */
export type Rejection = {
  outcome: Outcome;
  errorCode: string | null;
  /** Of the caller's making, so that it is passed on; else somebody else may be asked. */
  isCallers: boolean;
  /** The caller's text is longer than this model takes. */
  isTooLong: boolean;
  /** The upstream does not know the option by which usage is asked for. */
  isUsageUnknown: boolean;
  body: string;
};

const BODY_MAX_BYTES = 256 * 1024;
/** Our own account there is wrong, or the model is not: the caller cannot mend it. */
const OURS = new Set([401, 402, 403, 404, 405]);
const TOO_LONG =
  /context_length_exceeded|context (length|window)|maximum context|prompt is too long|input is too long/i;
const FILTERED = /content_?policy|content_?filter|moderation|responsible_?ai/i;

/** Reads an answer of a status that is none of success; a secret in it is taken out. */
export async function readRejection(response: IncomingMessage, secret: string): Promise<Rejection> {
  const { statusCode: status = 502 } = response;
  const body = await readSome(response);
  const error = errorOf(body);
  // The status of the answer decides, not one that its body names.
  const failure = failureOf({ ...errorSigns(error), status });
  const code = isFields(error) ? `${error.code ?? ""} ${error.type ?? ""}` : "";
  const words = isFields(error) ? `${code} ${error.message ?? ""}` : "";
  const isClients = failure.outcome === "client_error";
  const isTooLong = isClients && TOO_LONG.test(words);
  return {
    outcome: failure.outcome,
    errorCode: failure.error_code,
    isTooLong,
    isUsageUnknown: status === 400 && words.includes("stream_options"),
    isCallers: isClients && !isTooLong && (!OURS.has(status) || FILTERED.test(code)),
    body: isFields(error) ? body.replaceAll(secret, "[key]") : "",
  };
}

/** The error in a body; null where it has none. */
function errorOf(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return isFields(value) && isFields(value.error) ? value.error : null;
  } catch {
    return null;
  }
}

async function readSome(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > BODY_MAX_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
