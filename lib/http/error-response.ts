import { ERROR_STATUS, type ErrorBody } from "@/lib/contract/error";
import { knownError } from "./known-error";
import { API_HEADERS } from "./security-headers";

const RETRY_AFTER_SECONDS = 1;

/** The answer an error becomes; see knownError for its contents. */
export function errorResponse(error: unknown): Response {
  const known = knownError(error);
  const body: ErrorBody = {
    error: { code: known.code, message: known.message, ...(known.fields && { fields: known.fields }) },
  };
  const headers = new Headers(API_HEADERS);
  if (known.code === "RATE_LIMITED" || known.code === "UNAVAILABLE") {
    headers.set("retry-after", String(Math.max(1, Math.ceil(known.retryAfterSeconds ?? RETRY_AFTER_SECONDS))));
  }
  if (known.code === "UNAUTHENTICATED") headers.set("www-authenticate", "Bearer");
  return Response.json(body, { status: ERROR_STATUS[known.code], headers });
}
