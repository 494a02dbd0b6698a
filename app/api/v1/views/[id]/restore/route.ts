import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { restoreView } from "@/db/views/restore-view";
import { restoreViewOperation } from "@/lib/contract/views";

export const POST = implement(restoreViewOperation, ({ caller, params: { id } }) =>
  restoreView(getDb(), { id, user: caller, now: new Date() }),
);
