import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { RepriceRun } from "@/lib/contract/reprice";
import { runsStatement, toRuns } from "./run-row";

const RUNS_MAX = 200;

/** The newest re-prices and undos. */
export async function listRepriceRuns(db: Db): Promise<RepriceRun[]> {
  return toRuns([...(await db.execute(sql.raw(runsStatement({ limit: RUNS_MAX }))))]);
}
