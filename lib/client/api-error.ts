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

/** Whether asking again may help: not where the question itself was refused. */
export function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < 2 && !(error instanceof ApiError && error.status < 500 && error.code !== "RATE_LIMITED");
}
