import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { requestsOperation } from "@/lib/contract/requests";

export const GET = implement(requestsOperation, ({ query }) => answerRead(requestsOperation.path, query));
