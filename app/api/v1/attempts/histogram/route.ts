import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { attemptHistogramOperation } from "@/lib/contract/attempts";

export const GET = implement(attemptHistogramOperation, ({ query }) =>
  answerRead(attemptHistogramOperation.path, query),
);
