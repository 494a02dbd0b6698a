import { sql } from "drizzle-orm";
import type { Db } from "./client";

/** Resolves when the database answers, and fails with the driver's own error when it does not. */
export async function pingDatabase(db: Db): Promise<void> {
  await db.execute(sql`select 1`);
}
