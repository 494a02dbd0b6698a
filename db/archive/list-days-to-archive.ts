import type { Sql } from "postgres";
import { listPartitionDays } from "@/db/partitions/list-partition-days";
import { dayNumber } from "./archived-days";

/** Days before one that have attempts which no file has: never archived, changed since, or come late. The oldest first. */
export async function listDaysToArchive(sql: Sql, { before }: { before: number }): Promise<number[]> {
  const rows = await sql<{ day: string }[]>`select day::text as day from archived_day where fingerprint is not null`;
  const archived = new Set(rows.map(({ day }) => dayNumber(day)));
  return (await listPartitionDays(sql)).filter((day) => day < before && !archived.has(day));
}
