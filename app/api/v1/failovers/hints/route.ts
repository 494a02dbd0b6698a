import { requireScope } from "@/app/_server/caller";
import { getReadDb } from "@/app/_server/runtime";
import { listRuleHints } from "@/db/failovers/list-rule-hints";
import { ruleHintsSchema } from "@/lib/contract/failover-detail";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** What is odd about the rules in force: never fired, cannot fire, flapping. */
export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  reply: ruleHintsSchema,
  handle: async () => ({ hints: await listRuleHints(getReadDb(), { now: new Date() }) }),
});
