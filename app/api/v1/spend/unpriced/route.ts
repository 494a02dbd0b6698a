import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { unpricedOperation } from "@/lib/contract/unpriced";

export const GET = implement(unpricedOperation, ({ query }) => answerRead(unpricedOperation.path, query));
