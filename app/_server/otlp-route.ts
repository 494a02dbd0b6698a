import { ERROR_STATUS, type ErrorCode } from "@/lib/contract/error";
import type { otlpTracesOperation } from "@/lib/contract/integrations";
import type { Operation } from "@/lib/contract/operation";
import { knownError } from "@/lib/http/known-error";
import { refuseCrossOrigin } from "@/lib/http/refuse-cross-origin";
import { API_HEADERS } from "@/lib/http/security-headers";
import { encodeMessage } from "@/lib/ingest/formats/otlp/messages";
import { mediaType, PROTOBUF_TYPE } from "@/lib/ingest/formats/read-integration";
import { authenticate, type Caller } from "./caller";
import type { Endpoint } from "./implement";

/** What an export came to, of whatever kind it was: how much of it was rejected, and what the client should know. */
export type ExportResult = { rejected: number; message: string };

/** What is exported, and what JSON calls how much of it was rejected. */
const REJECTED = { traces: "rejectedSpans", logs: "rejectedLogRecords", metrics: "rejectedDataPoints" } as const;
export type ExportKind = keyof typeof REJECTED;

/** Its reply has two encodings, so it is checked by neither schema but made by `success`. */
export type OtlpOperation = Operation & Pick<typeof otlpTracesOperation, "scope" | "caller">;

// google.rpc.Code of each of ours.
const RPC_CODES: Readonly<Record<ErrorCode, number>> = {
  INVALID: 3,
  TOO_LARGE: 3,
  UNSUPPORTED: 3,
  UNPROCESSABLE: 3,
  NOT_FOUND: 5,
  METHOD_NOT_ALLOWED: 12,
  FORBIDDEN: 7,
  RATE_LIMITED: 8,
  PRECONDITION_FAILED: 9,
  PRECONDITION_REQUIRED: 9,
  CONFLICT: 10,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
};

/**
 * A route that an OTLP exporter posts to, answered in the encoding of the request, errors too.
 *
 * Only 429 and 503 make an exporter send again, so the database being away is 503 with Retry-After.
 */
export function otlpRoute(
  operation: OtlpOperation,
  kind: ExportKind,
  receive: (posted: { request: Request; caller: Caller }) => Promise<ExportResult>,
): Endpoint {
  const route = async (request: Request): Promise<Response> => {
    const isProtobuf = mediaType(request.headers.get("content-type")) === PROTOBUF_TYPE;
    try {
      refuseCrossOrigin(request);
      const caller = await authenticate(operation, request);
      const result = await receive({ request, caller });
      return isProtobuf
        ? protobuf(encodeMessage("ExportServiceResponse", partial("rejected", result)), 200)
        : json(partial(REJECTED[kind], result), 200);
    } catch (error) {
      return failure(error, isProtobuf);
    }
  };
  return Object.assign(route, { operation });
}

function partial(name: string, { rejected, message }: ExportResult): { partialSuccess?: Record<string, string> } {
  if (rejected === 0 && message === "") return {};
  // 64-bit numbers are text in JSON.
  return { partialSuccess: { [name]: String(rejected), errorMessage: message } };
}

function failure(error: unknown, isProtobuf: boolean): Response {
  const { code, message, retryAfterSeconds } = knownError(error);
  const status = { code: RPC_CODES[code], message };
  const retry: Record<string, string> =
    code === "UNAVAILABLE" || code === "RATE_LIMITED"
      ? { "retry-after": String(Math.max(1, Math.ceil(retryAfterSeconds ?? 1))) }
      : {};
  if (isProtobuf) return protobuf(encodeMessage("RpcStatus", status), ERROR_STATUS[code], retry);
  // An exporter reads the status and passes over the rest, which is as everywhere in this interface.
  return json({ ...status, error: { code, message } }, ERROR_STATUS[code], retry);
}

function protobuf(body: Uint8Array<ArrayBuffer>, status: number, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers: { ...API_HEADERS, ...headers, "content-type": PROTOBUF_TYPE } });
}

function json(body: unknown, status: number, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...API_HEADERS, ...headers } });
}
