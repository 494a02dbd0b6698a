import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createBreakdown } from "@/db/breakdowns/create-breakdown";
import { listBreakdowns } from "@/db/breakdowns/list-breakdowns";
import { breakdownsOperation, createBreakdownOperation } from "@/lib/contract/breakdowns";

export const GET = implement(breakdownsOperation, async () => ({ breakdowns: await listBreakdowns(getReadDb()) }));

export const POST = implement(createBreakdownOperation, ({ caller, body }) =>
  createBreakdown(getDb(), { breakdown: body, actor: actorName(caller), now: new Date() }),
);
