import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { wasteOperation } from "@/lib/contract/waste";

export const GET = implement(wasteOperation, ({ query }) => answerRead(wasteOperation.path, query));
