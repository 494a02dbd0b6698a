import { requireScope } from "@/app/_server/caller";
import { getReadDb } from "@/app/_server/runtime";
import { listRejectedGroups } from "@/db/rejected-records/list-rejected-groups";
import { rejectedGroupsSchema } from "@/lib/contract/rejected-records";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** The refused records that are kept, by sender and reason. */
export const GET = defineRoute({
  authenticate: requireScope("admin"),
  reply: rejectedGroupsSchema,
  handle: async () => ({ groups: await listRejectedGroups(getReadDb()) }),
});
