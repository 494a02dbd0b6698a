import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { winnersOperation } from "@/lib/contract/winners";

export const GET = implement(winnersOperation, ({ query }) => answerRead(winnersOperation.path, query));
