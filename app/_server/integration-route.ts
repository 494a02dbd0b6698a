import { AppError } from "@/lib/contract/error";
import type { liteLlmOperation } from "@/lib/contract/integrations";
import type { Operation } from "@/lib/contract/operation";
import { type Endpoint, implement } from "./implement";
import { receiveIntegrationPost } from "./receive-post";

/** Of those answered alike, whatever the tool. */
type IntegrationOperation = Operation & Pick<typeof liteLlmOperation, "scope" | "caller" | "reply">;

const NOTHING = { accepted: 0, duplicates: 0, rejected: [], ignored: 0 };

/**
 * An endpoint for the client of another tool; answered only after the commit.
 *
 * Always 200 where the body could be read: these clients throw a refused batch away, the good entries with it.
 */
export function integrationRoute(
  operation: IntegrationOperation,
  format: string,
  { endings }: { endings?: readonly string[] } = {},
): Endpoint {
  return implement(operation, (posted) => {
    assertEnding(posted.request, endings);
    return isProbe(posted.request) ? NOTHING : receiveIntegrationPost(posted, format);
  });
}

/** Refuses an address with a part that its client does not have. */
function assertEnding({ url }: Request, endings: readonly string[] | undefined): void {
  const path = new URL(url).pathname;
  if (!endings || endings.some((ending) => path.endsWith(ending))) return;
  throw new AppError("NOT_FOUND", `Nothing at this address; it ends in ${endings.join(" or ")}`);
}

/** OpenRouter asks whether anybody is there before it sends. */
function isProbe(request: Request): boolean {
  return request.headers.get("x-test-connection") === "true";
}
