import { requireRuleScope } from "@/app/_server/alerts/require-rule-scope";
import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { changeRule } from "@/db/alerts/change-rule";
import { deleteRule } from "@/db/alerts/delete-rule";
import { getRuleKind } from "@/db/alerts/get-rule-kind";
import { changeRuleOperation, deleteRuleOperation } from "@/lib/contract/alert-operations";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const PATCH = implement(changeRuleOperation, async ({ request, caller, params: { id }, body }) => {
  requireRuleScope(caller, [await getRuleKind(getReadDb(), { id }), ...(body.terms ? [body.terms.kind] : [])]);
  const edit = { id, change: body, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() };
  const changed = await changeRule(getDb(), edit);
  return new Reply(changed, { headers: { etag: versionEtag(changed.version) } });
});

export const DELETE = implement(deleteRuleOperation, async ({ request, caller, params: { id } }) => {
  requireRuleScope(caller, [await getRuleKind(getReadDb(), { id })]);
  await deleteRule(getDb(), { id, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() });
});
