import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { comparisonOperation } from "@/lib/contract/comparison";

export const GET = implement(comparisonOperation, ({ query }) => answerRead(comparisonOperation.path, query));
