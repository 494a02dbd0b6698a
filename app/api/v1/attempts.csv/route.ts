import { sendAttempts } from "@/app/_server/exports/send-attempts";
import { implement } from "@/app/_server/implement";
import { attemptsCsvOperation } from "@/lib/contract/attempts";

export const GET = implement(attemptsCsvOperation, ({ query }) => sendAttempts("csv", query));
