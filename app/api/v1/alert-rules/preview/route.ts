import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { previewRuleOperation } from "@/lib/contract/alert-operations";

export const POST = implement(previewRuleOperation, ({ body }) => answerRead(previewRuleOperation.path, body));
