import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { seriesOperation } from "@/lib/contract/series";

export const GET = implement(seriesOperation, ({ query }) => answerRead(seriesOperation.path, query));
