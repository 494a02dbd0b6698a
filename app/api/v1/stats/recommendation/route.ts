import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { recommendationOperation } from "@/lib/contract/recommendation";

export const GET = implement(recommendationOperation, ({ query }) => answerRead(recommendationOperation.path, query));
