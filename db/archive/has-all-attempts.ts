import type { ISql } from "postgres";
import { theRow } from "../the-row";

/** Whether every attempt of a UTC day ("2026-03-01") is in the database: they are retained, or were read back from a whole file and stay. */
export async function hasAllAttempts(sql: ISql, day: string): Promise<boolean> {
  const { all } = theRow(
    await sql<{ all: boolean }[]>`
      select ${`${day}T00:00:00Z`}::timestamptz >= raw_from
        or exists(select from archived_day where day = ${day}::date and is_whole and restored_until > now()) as all
      from rollup_state where id = 1`,
  );
  return all;
}
