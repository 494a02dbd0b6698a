import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { drainBreakerFeed } from "@/db/breaker/drain-breaker-feed";
import { listFailovers } from "@/db/failovers/list-failovers";
import { failoversOperation } from "@/lib/contract/failovers";
import { windowLengthMs } from "@/lib/domain/time/time-window";

export const GET = implement(failoversOperation, async ({ query: { window = "24h", from, to, ...page } }) => {
  await drainBreakerFeed(getReadDb());
  // A named window has no end: an attempt ends after it began, and a router's clock may run ahead.
  const namedFromUs = (Date.now() - windowLengthMs(window)) * 1000;
  return listFailovers(getReadDb(), { fromUs: from ?? namedFromUs, toUs: to ?? null, ...page });
});
