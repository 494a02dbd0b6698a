import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { countFiring } from "@/db/alerts/count-firing";
import { firingOperation } from "@/lib/contract/alert-operations";

export const GET = implement(firingOperation, async () => ({
  as_of: new Date().toISOString(),
  firing: await countFiring(getReadDb()),
}));
