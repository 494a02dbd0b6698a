import { requireRuleScope } from "@/app/_server/alerts/require-rule-scope";
import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { quietNames } from "@/app/_server/reads/quiet-names";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createRule } from "@/db/alerts/create-rule";
import { listRules } from "@/db/alerts/list-rules";
import { createRuleOperation, rulesOperation } from "@/lib/contract/alert-operations";
import { versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const GET = implement(rulesOperation, () => listRules(getReadDb(), { now: new Date(), findQuiet: quietNames }));

export const POST = implement(createRuleOperation, async ({ caller, body }) => {
  requireRuleScope(caller, [body.terms.kind]);
  const created = await createRule(getDb(), { rule: body, actor: actorName(caller), now: new Date() });
  return new Reply(created, { headers: { etag: versionEtag(created.version) } });
});
