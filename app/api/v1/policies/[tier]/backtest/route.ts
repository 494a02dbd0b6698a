import { answerRun } from "@/app/_server/backtest/answer-run";
import { implement } from "@/app/_server/implement";
import { backtestOperation } from "@/lib/contract/backtest";

export const POST = implement(backtestOperation, ({ request, params: { tier }, body }) =>
  answerRun({ request, tier, body, ask: (thread, input) => thread.call("run", input) }),
);
