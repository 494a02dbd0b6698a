import type { IncomingMessage, ServerResponse } from "node:http";
import { ERROR_STATUS, isAppError } from "@/lib/contract/error";
import { admissionLimit } from "@/lib/http/admission-limit";
import { onceClosed } from "@/lib/http/once-closed";
import { isApiPath } from "./allowed-methods";
import { sendAnswer } from "./send-answer";

/** As Next's own limit for server actions, which it would read and answer with a bare 500 beyond it. */
const ACTION_MAX_BYTES = 1024 * 1024;

/** Passes a request on; what is posted to a page, which Next reads whoever sent it, counts against what is admitted. */
export async function admitPagePost(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  next: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<void> {
  if (request.method !== "POST" || isApiPath(path)) return next(request, response);
  const declared = Number(request.headers["content-length"] ?? Number.NaN);
  if (declared > ACTION_MAX_BYTES) {
    const error = { code: "TOO_LARGE", message: "At most 1 MiB can be sent to a page" };
    return sendAnswer(response, { status: ERROR_STATUS.TOO_LARGE, json: { error } });
  }
  const bytes = Number.isNaN(declared) ? ACTION_MAX_BYTES : declared;
  const closed = onceClosed(response);
  try {
    await admissionLimit("pages").run(bytes, async () => {
      await next(request, response);
      await closed;
    });
  } catch (error) {
    if (!isAppError(error) || response.headersSent) throw error;
    sendAnswer(response, {
      status: ERROR_STATUS[error.code],
      json: { error: { code: error.code, message: error.message } },
    });
  }
}
