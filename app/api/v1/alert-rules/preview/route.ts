import { implement } from "@/app/_server/implement";
import { answerContext } from "@/app/_server/reads/read-context";
import { previewRule } from "@/db/alerts/preview-rule";
import { previewRuleOperation } from "@/lib/contract/alert-operations";

export const POST = implement(previewRuleOperation, async ({ body: { terms } }) => {
  const { db, ...context } = await answerContext();
  return previewRule(db, { terms, ...context });
});
