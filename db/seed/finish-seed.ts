import type { Sql } from "postgres";

/**
 * Leaves a seeded database as if its past had been live: nothing for the breakers to catch up with, fresh statistics.
 *
 * For a database that nobody else writes to.
 */
export async function finishSeed(sql: Sql): Promise<void> {
  await sql`truncate breaker_feed`;
  await sql.begin(async (tx) => {
    // A small sample is enough to plan by, and otherwise every partition would be read for half a minute.
    await tx`set local default_statistics_target = 10`;
    await tx`analyze`;
  });
}
