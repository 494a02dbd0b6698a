import { requireRuleScope } from "@/app/_server/alerts/require-rule-scope";
import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { endSilence } from "@/db/alerts/end-silence";
import { getSilencedKinds } from "@/db/alerts/get-silenced-kinds";
import { endSilenceOperation } from "@/lib/contract/alert-operations";

export const DELETE = implement(endSilenceOperation, async ({ caller, params: { id } }) => {
  requireRuleScope(caller, await getSilencedKinds(getReadDb(), { id }));
  await endSilence(getDb(), { id, actor: actorName(caller), now: new Date() });
});
