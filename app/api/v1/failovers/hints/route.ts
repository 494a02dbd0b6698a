import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { listRuleHints } from "@/db/failovers/list-rule-hints";
import { ruleHintsOperation } from "@/lib/contract/failover-detail";

export const dynamic = "force-dynamic";

/** What is odd about the active rules: never fired, cannot fire, flapping. */
export const GET = implement(ruleHintsOperation, async () => ({
  hints: await listRuleHints(getReadDb(), { now: new Date() }),
}));
