import { sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "@/db/select-rows";
import type { RejectedGroupKey } from "@/lib/contract/rejected-records";
import type { Db } from "../client";
import { inGroup } from "./in-group";

const rowSchema = z.object({ seq: z.coerce.number().int(), record: z.record(z.string(), z.unknown()) });
export type RejectedRow = z.infer<typeof rowSchema>;

/** The records of a group that can be sent again, the earliest first, after one and at most so many. */
export function listRejectedRecords(
  db: Db,
  input: { group: RejectedGroupKey; afterSeq: number; limit: number },
): Promise<RejectedRow[]> {
  const { group, afterSeq, limit } = input;
  return selectRows(
    db,
    sql`select seq::text, record from rejected_record
      where record is not null and seq > ${afterSeq} and ${inGroup(group)} order by rejected_record.seq limit ${limit}`,
    rowSchema,
  );
}
