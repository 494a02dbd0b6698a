import { z } from "zod";
import { CLIENT_ADDRESS_HEADER, getAuth, publicOrigin } from "@/app/_server/auth";
import { getDb } from "@/app/_server/runtime";
import { beginSignIn, endSignIn } from "@/db/people/begin-sign-in";
import { pingDatabase } from "@/db/ping-database";
import { AppError, type ErrorCode } from "@/lib/contract/error";
import { admissionLimit } from "@/lib/http/admission-limit";
import { errorResponse } from "@/lib/http/error-response";
import { withBody } from "@/lib/http/read-body";
import { refuseForeignOrigin } from "@/lib/http/refuse-foreign-origin";
import { withApiHeaders } from "@/lib/http/security-headers";

const BASE = "/api/auth";
const SIGN_IN = "/sign-in/email";
const MAX_BYTES = 16 * 1024;

// A list of what is allowed: people and passwords are changed under /api/v1/people only, where each change is on record.
const OPEN = new Set([SIGN_IN, "/sign-out", "/get-session"]);

const refusalSchema = z.object({ message: z.string() }).catch({ message: "Not allowed" });

const signInSchema = z.object({ email: z.string() }).catch({ email: "" });

async function handle(request: Request): Promise<Response> {
  try {
    const { pathname, search } = new URL(request.url);
    const path = pathname.slice(BASE.length);
    if (!OPEN.has(path)) throw new AppError("NOT_FOUND", "There is nothing at this address");
    refuseForeignOrigin(request, { makesCookie: true });
    const options = { admission: admissionLimit("strangers"), maxBytes: MAX_BYTES };
    const isBare = request.method === "GET" || request.method === "HEAD";
    const body = isBare ? undefined : await withBody(request, options, (bytes) => new Uint8Array(bytes));
    const headers = new Headers(request.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    // A script sends no Origin, and behind a proxy that is not trusted the scheme is not known here; that a page of another
    // site did not send this is settled above.
    headers.set("origin", publicOrigin(headers));
    const forwarded = new Request(`${publicOrigin(headers)}${pathname}${search}`, {
      method: request.method,
      headers,
      body,
    });
    const response = path === SIGN_IN ? await signIn(forwarded) : await getAuth(headers).handler(forwarded);
    if (!response.ok) throw await refusal(response);
    return withApiHeaders(response);
  } catch (error) {
    return errorResponse(error);
  }
}

async function signIn(request: Request): Promise<Response> {
  const { email } = signInSchema.parse(
    await request
      .clone()
      .json()
      .catch(() => undefined),
  );
  const address = request.headers.get(CLIENT_ADDRESS_HEADER) ?? "unknown";
  const attempt = await beginSignIn(getDb(), { email: email.trim().toLowerCase(), address, now: new Date() });
  const response = await getAuth(request.headers).handler(request);
  if (response.ok) await endSignIn(getDb(), attempt);
  return response;
}

const REFUSALS: Partial<Record<number, ErrorCode>> = {
  400: "INVALID",
  401: "UNAUTHENTICATED",
  403: "FORBIDDEN",
  415: "UNSUPPORTED",
  422: "UNPROCESSABLE",
};

/** The library's refusal in our own error body. */
async function refusal(response: Response): Promise<Error> {
  const { message } = refusalSchema.parse(await response.json().catch(() => undefined));
  const code = REFUSALS[response.status];
  if (code) return new AppError(code, message);
  // The library hides why it failed; a database that cannot be reached must be told from a bug.
  await pingDatabase(getDb());
  return new Error(`Sign-in answered ${response.status}: ${message}`);
}

export { handle as GET, handle as POST };
