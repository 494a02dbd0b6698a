import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { anomaliesOperation } from "@/lib/contract/anomalies";

export const GET = implement(anomaliesOperation, ({ query }) => answerRead(anomaliesOperation.path, query));
