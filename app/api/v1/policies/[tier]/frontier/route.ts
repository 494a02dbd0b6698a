import { answerRun } from "@/app/_server/backtest/answer-run";
import { implement } from "@/app/_server/implement";
import { frontierOperation } from "@/lib/contract/frontier";

export const POST = implement(frontierOperation, ({ request, params: { tier }, body }) =>
  answerRun({ request, tier, body, ask: (thread, input) => thread.call("sweep", input) }),
);
