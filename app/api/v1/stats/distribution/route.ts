import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { distributionOperation } from "@/lib/contract/distribution";

export const GET = implement(distributionOperation, ({ query }) => answerRead(distributionOperation.path, query));
