import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { slaOperation } from "@/lib/contract/sla";

export const GET = implement(slaOperation, ({ query }) => answerRead(slaOperation.path, query));
