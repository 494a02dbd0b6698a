import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { uptimeOperation } from "@/lib/contract/uptime";

export const GET = implement(uptimeOperation, ({ query }) => answerRead(uptimeOperation.path, query));
