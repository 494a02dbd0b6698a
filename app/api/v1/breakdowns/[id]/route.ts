import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { endBreakdown } from "@/db/breakdowns/end-breakdown";
import { deleteBreakdownOperation } from "@/lib/contract/breakdowns";

export const DELETE = implement(deleteBreakdownOperation, ({ caller, params }) =>
  endBreakdown(getDb(), { id: params.id, actor: actorName(caller), now: new Date() }),
);
