import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { statsModelsOperation } from "@/lib/contract/stats";

export const GET = implement(statsModelsOperation, ({ query }) => answerRead(statsModelsOperation.path, query));
