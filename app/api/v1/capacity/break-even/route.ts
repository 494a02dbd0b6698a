import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { breakEvenOperation } from "@/lib/contract/capacity-use";

export const GET = implement(breakEvenOperation, ({ query }) => answerRead(breakEvenOperation.path, query));
