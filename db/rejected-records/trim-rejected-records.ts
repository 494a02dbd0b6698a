import type { Sql } from "postgres";

/** Deletes all but the newest so many rejected records. */
export async function trimRejectedRecords(sql: Sql, input: { keep: number }): Promise<void> {
  await sql`
    delete from rejected_record
    where seq <= (select seq from rejected_record order by seq desc offset ${input.keep} limit 1)
  `;
}
