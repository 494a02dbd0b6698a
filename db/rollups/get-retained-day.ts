import type { ISql } from "postgres";
import type { RetainedOfDay } from "./rollup-comparisons";

/** What is complete of a UTC day ("2026-03-01"), by the marks of retention. */
export async function getRetainedDay(sql: ISql, day: string): Promise<RetainedOfDay> {
  const start = `${day}T00:00:00Z`;
  const [retained] = await sql<RetainedOfDay[]>`
    select ${start}::timestamptz >= raw_from as "hasRaw", ${start}::timestamptz >= minutes_from as "hasMinutes",
      ${start}::timestamptz >= quarters_from as "hasQuarters"
    from rollup_state where id = 1
  `;
  if (!retained) throw new Error("rollup_state has lost its row");
  return retained;
}
