import type { ReadInput } from "@/lib/client/read-types";
import { parseInstantUs } from "@/lib/domain/time/instant";

/** What is asked for an attempt's page; a start that is no instant does not count. */
export function attemptInput(id: string, startedAt: string | null): ReadInput<"/api/v1/attempts/{id}"> {
  return startedAt !== null && parseInstantUs(startedAt) !== null ? { id, started_at: startedAt } : { id };
}
