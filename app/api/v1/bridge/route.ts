import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { bridgeOperation } from "@/lib/contract/bridge";

export const GET = implement(bridgeOperation, ({ query }) => answerRead(bridgeOperation.path, query));
