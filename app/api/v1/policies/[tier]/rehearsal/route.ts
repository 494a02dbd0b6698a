import { answerRun } from "@/app/_server/backtest/answer-run";
import { implement } from "@/app/_server/implement";
import { rehearsalOperation } from "@/lib/contract/rehearsal";

export const POST = implement(rehearsalOperation, ({ request, params: { tier }, body }) =>
  answerRun({ request, tier, body, ask: (thread, input) => thread.call("rehearse", input) }),
);
