import { implement } from "@/app/_server/implement";
import { LISTS } from "@/app/_server/reads/lists";
import { getReadDb } from "@/app/_server/runtime";
import { drainBreakerFeed } from "@/db/breaker/drain-breaker-feed";
import { failoverSpansOperation } from "@/lib/contract/failover-spans";

export const GET = implement(failoverSpansOperation, async (input) => {
  await drainBreakerFeed(getReadDb());
  return LISTS[failoverSpansOperation.path].read(input);
});
