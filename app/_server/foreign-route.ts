import { AppError } from "@/lib/contract/error";
import { foreignReplySchema } from "@/lib/contract/foreign-reply";
import { defineRoute } from "@/lib/http/route";
import { requireLogWriter } from "./caller";
import { receiveForeign } from "./receive-post";

const NOTHING = { accepted: 0, duplicates: 0, rejected: [], ignored: 0 };

/**
 * A door for the client of another tool; answered only after the commit.
 *
 * Always 200 where the body could be read: these clients throw a refused batch away, the good entries with it.
 */
export function foreignRoute(format: string, { endings }: { endings?: readonly string[] } = {}) {
  return defineRoute({
    authenticate: requireLogWriter,
    reply: foreignReplySchema,
    handle: (posted) => {
      assertEnding(posted.request, endings);
      return isProbe(posted.request) ? NOTHING : receiveForeign(posted, format);
    },
  });
}

/** Refuses an address with a part that its client does not have. */
function assertEnding({ url }: Request, endings: readonly string[] | undefined): void {
  const path = new URL(url).pathname;
  if (!endings || endings.some((ending) => path.endsWith(ending))) return;
  throw new AppError("NOT_FOUND", `There is nothing at this address; it ends in ${endings.join(" or ")}`);
}

/** OpenRouter asks whether anybody is there before it sends. */
function isProbe(request: Request): boolean {
  return request.headers.get("x-test-connection") === "true";
}
