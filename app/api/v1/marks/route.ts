import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { marksOperation } from "@/lib/contract/marks";

export const GET = implement(marksOperation, ({ query }) => answerRead(marksOperation.path, query));
