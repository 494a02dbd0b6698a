import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { getFirstDay } from "@/db/spend/get-first-day";
import { recordsOperation } from "@/lib/contract/records";

export const GET = implement(recordsOperation, async () => {
  const day = await getFirstDay(getReadDb());
  return { records_from: day === null ? null : `${day}T00:00:00.000Z` };
});
