import { AppError } from "@/lib/contract/error";
import { INTEGRATIONS } from "@/lib/contract/integrations";
import { log } from "@/lib/log";
import { requireLogWriter } from "./caller";

const ADDRESSES_MAX = 100;
const complained = new Set<string>();
const TAKEN_AT = ["/api/v1/logs", ...new Set(INTEGRATIONS.map(({ path }) => path))].join(", ");

/**
 * Refuses a post to an address where nothing is. One with a key that may write logs comes from a client whose logs are lost
 * and that may not say so: the log of the server names the address, once.
 */
export async function refuseLostPost(request: Request): Promise<never> {
  const caller = await requireLogWriter(request).catch(() => null);
  if (!caller) throw new AppError("NOT_FOUND", "Nothing at this address");
  const path = new URL(request.url).pathname.slice(0, 200);
  if (!complained.has(path) && complained.size < ADDRESSES_MAX) {
    complained.add(path);
    log.warn({ path }, "Logs are posted to an address where nothing is, and lost");
  }
  throw new AppError("NOT_FOUND", `Nothing at this address; logs are taken at ${TAKEN_AT}`);
}
