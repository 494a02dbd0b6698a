import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { attemptsOperation } from "@/lib/contract/attempts";

export const GET = implement(attemptsOperation, ({ query }) => answerRead(attemptsOperation.path, query));
