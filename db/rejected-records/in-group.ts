import { type SQL, sql } from "drizzle-orm";
import type { RejectedGroupKey } from "@/lib/contract/rejected-records";

/** Whether a row of rejected_record belongs to a group. */
export function inGroup({ key_id, source, path, message }: RejectedGroupKey): SQL {
  return sql`key_id is not distinct from ${key_id} and source = ${source}
    and coalesce(errors->0->>'path', '') = ${path} and coalesce(errors->0->>'message', '') = ${message}`;
}
