import { sql } from "drizzle-orm";
import { z } from "zod";
import { LOCKS } from "../advisory-locks";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { theRow } from "../the-row";

export type DeleteUsageInput = {
  source: string;
  /** UTC days, half-open; null is all of the source's. A record goes with the day on which it starts. */
  days: { from: string; to: string } | null;
  actor: string;
  now: Date;
};

const rowSchema = z.object({ deleted: z.coerce.number() });

/** Deletes the usage records of a source, in one transaction, keeping each as a correction; says how many there were. */
export function deleteUsage(db: Db, { source, days, actor, now }: DeleteUsageInput): Promise<number> {
  const isOfDays = days
    ? sql`and starts_at >= ${days.from}::date::timestamp at time zone 'UTC'
          and starts_at < ${days.to}::date::timestamp at time zone 'UTC'`
    : sql``;
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.usageRecords})`);
    const rows = await selectRows(
      tx,
      sql`with deleted as (delete from usage_record where source = ${source} ${isOfDays} returning *),
        kept as (
          insert into usage_correction (record_id, revision, former)
          select id, revision, row_to_json(deleted) from deleted order by id
          returning 1
        )
        select count(*) as deleted from kept`,
      rowSchema,
    );
    const { deleted } = theRow(rows);
    if (deleted > 0) {
      await recordAudit(tx, {
        actor,
        action: "usage.delete",
        subject: source,
        before: { records: deleted, days },
        now,
      });
    }
    return deleted;
  });
}
