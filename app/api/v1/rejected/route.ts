import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { listRejectedGroups } from "@/db/rejected-records/list-rejected-groups";
import { rejectedGroupsOperation } from "@/lib/contract/rejected-records";

export const dynamic = "force-dynamic";

/** The stored rejected records, by source and reason. */
export const GET = implement(rejectedGroupsOperation, async () => ({ groups: await listRejectedGroups(getReadDb()) }));
