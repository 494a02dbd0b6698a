import type { ISql } from "postgres";
import type { RepriceRun } from "@/lib/contract/reprice";
import { selectRuns } from "./run-row";

const RUNS_MAX = 200;

/** The newest re-prices and undos. */
export function listRepriceRuns(sql: ISql): Promise<RepriceRun[]> {
  return selectRuns(sql, { limit: RUNS_MAX });
}
