import { implement } from "@/app/_server/implement";
import { LISTS } from "@/app/_server/reads/lists";
import { getReadDb } from "@/app/_server/runtime";
import { drainBreakerFeed } from "@/db/breaker/drain-breaker-feed";
import { failoversOperation } from "@/lib/contract/failovers";

export const GET = implement(failoversOperation, async (input) => {
  await drainBreakerFeed(getReadDb());
  return LISTS[failoversOperation.path].read(input);
});
