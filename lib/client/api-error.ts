import type { ErrorCode, ErrorFields } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

/** What the API answered instead of data; the message may be shown. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly code: ErrorCode;
  readonly status: number;
  readonly fields: ErrorFields;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { status: number; fields?: ErrorFields | undefined; retryAfterSeconds?: number | null },
  ) {
    super(message);
    this.code = code;
    this.status = options.status;
    this.fields = options.fields ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** The error an answer carries; one without our error body (a proxy's page) is described by its status. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  const options = { status: response.status, retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null };
  const { errorBodySchema } = await import("@/lib/contract/error");
  const parsed = errorBodySchema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) {
    const code = response.status >= 500 ? "UNAVAILABLE" : "INTERNAL";
    return new ApiError(code, t("The server answered {status}", { status: response.status }), options);
  }
  const { code, message, fields } = parsed.data.error;
  return new ApiError(code, message, { ...options, fields });
}

const RETRIES_MAX = 2;
/** The server's turns come round in seconds: a screen waits for its own and shows meanwhile what it has. */
const WAITS_MAX = 30;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
/** Those who were put off together do not come back together. */
const SPREAD = 0.5;

/** Whether asking again may help: not where the question itself was refused, and for long where it was only put off. */
export function isWorthRetrying(failures: number, error: Error): boolean {
  if (isPutOff(error)) return failures < WAITS_MAX;
  return failures < RETRIES_MAX && !(error instanceof ApiError && error.status < 500);
}

/** In how many ms to ask again: when the server said, or later each time. */
export function retryDelayMs(failures: number, error: Error, random = Math.random): number {
  const saidMs = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
  if (isPutOff(error) && saidMs > 0) return saidMs * (1 + SPREAD * random());
  return Math.max(saidMs, Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS));
}

/** Whether the server will answer this, but not now. */
export function isPutOff(error: unknown): boolean {
  return error instanceof ApiError && error.code === "RATE_LIMITED";
}
