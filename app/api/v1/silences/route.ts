import { requireRuleScope } from "@/app/_server/alerts/require-rule-scope";
import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createSilence } from "@/db/alerts/create-silence";
import { getRuleKind } from "@/db/alerts/get-rule-kind";
import { createSilenceOperation } from "@/lib/contract/alert-operations";

export const POST = implement(createSilenceOperation, async ({ caller, body }) => {
  const { rule_id: id } = body;
  requireRuleScope(caller, id === null ? [] : [await getRuleKind(getReadDb(), { id })]);
  return createSilence(getDb(), { silence: body, actor: actorName(caller), now: new Date() });
});
