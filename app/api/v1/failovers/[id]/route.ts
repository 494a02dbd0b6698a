import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { getFailoverDetail } from "@/db/failovers/get-failover-detail";
import { failoverDetailOperation } from "@/lib/contract/failover-detail";

export const dynamic = "force-dynamic";

/** A transition with the attempts that caused it, and whether it helped. */
export const GET = implement(failoverDetailOperation, ({ params: { id } }) =>
  getFailoverDetail(getReadDb(), { id, nowUs: Date.now() * 1_000 }),
);
