import { implement } from "@/app/_server/implement";
import { readAttempt } from "@/app/_server/reads/read-attempt";
import { attemptOperation } from "@/lib/contract/attempts";

export const GET = implement(attemptOperation, ({ params: { id }, query }) =>
  readAttempt({ id, startedAtUs: query.started_at ?? null }),
);
