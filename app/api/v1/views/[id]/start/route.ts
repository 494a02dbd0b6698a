import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { startWithOverview, startWithView } from "@/db/views/set-start-view";
import { startWithOverviewOperation, startWithViewOperation } from "@/lib/contract/views";

export const PUT = implement(startWithViewOperation, ({ caller, params: { id } }) =>
  startWithView(getDb(), { id, user: caller, now: new Date() }),
);

export const DELETE = implement(startWithOverviewOperation, ({ caller, params: { id } }) =>
  startWithOverview(getDb(), { id, user: caller, now: new Date() }),
);
