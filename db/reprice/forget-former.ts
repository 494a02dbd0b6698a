import type { Sql } from "postgres";

const PARTS_MAX = 1_000;

/** Deletes former costs of attempts that are no longer kept, which nothing can put back; says whether there are more. */
export async function forgetFormer(sql: Sql): Promise<"done" | "more"> {
  const { count } = await sql`
    delete from reprice_former where (run_id, day, part) in (
      select run_id, day, part from reprice_former f
      where starts_to < (select raw_from from rollup_state where id = 1)
        and not exists (select from archived_day a where a.day = f.day and a.restored_until > now())
      limit ${PARTS_MAX}
    )`;
  return count >= PARTS_MAX ? "more" : "done";
}
