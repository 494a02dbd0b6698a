import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { whatIfOperation } from "@/lib/contract/what-if";

export const POST = implement(whatIfOperation, ({ body }) => answerRead(whatIfOperation.path, body));
