import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { listUsageSources } from "@/db/usage-records/list-usage-sources";
import { usageSourcesOperation } from "@/lib/contract/usage-sources";

export const dynamic = "force-dynamic";

export const GET = implement(usageSourcesOperation, async () => ({ sources: await listUsageSources(getReadDb()) }));
