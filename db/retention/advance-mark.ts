import type { ISql } from "postgres";
import { DAY_MS } from "@/lib/domain/time/units";

export type RetentionMark = "minutes_from" | "quarters_from" | "raw_from";

/** Moves a mark of rollup_state to the start of the day `days` before today; never back. Nothing is deleted by it. */
export async function advanceMark(sql: ISql, input: { mark: RetentionMark; now: Date; days: number }): Promise<void> {
  const today = Math.floor(input.now.getTime() / DAY_MS) * DAY_MS;
  await raiseMark(sql, { mark: input.mark, from: new Date(today - input.days * DAY_MS).toISOString() });
}

/** The same to an instant. */
export async function raiseMark(sql: ISql, { mark, from }: { mark: RetentionMark; from: string }): Promise<void> {
  await sql`
    update rollup_state set ${sql(mark)} = ${from}::timestamptz where id = 1 and ${sql(mark)} < ${from}::timestamptz
  `;
}
