import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { cascadeOperation } from "@/lib/contract/cascade";

export const GET = implement(cascadeOperation, ({ query }) => answerRead(cascadeOperation.path, query));
