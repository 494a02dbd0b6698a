import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createExclusion } from "@/db/exclusions/create-exclusion";
import { listExclusions } from "@/db/exclusions/list-exclusions";
import { createExclusionOperation, exclusionsOperation } from "@/lib/contract/exclusions";

export const GET = implement(exclusionsOperation, async () => ({ exclusions: await listExclusions(getReadDb()) }));

export const POST = implement(createExclusionOperation, ({ caller, body }) =>
  createExclusion(getDb(), { exclusion: body, actor: actorName(caller), now: new Date() }),
);
