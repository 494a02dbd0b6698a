import type { ISql } from "postgres";
import { AppError } from "@/lib/contract/error";
import type { RepriceRun } from "@/lib/contract/reprice";
import { t } from "@/lib/messages/translate";
import { selectRuns } from "./run-row";

/** A run; NOT_FOUND where there is none of that number. */
export async function getRepriceRun(sql: ISql, { id }: { id: number }): Promise<RepriceRun> {
  const [run] = await selectRuns(sql, { id });
  if (!run) throw new AppError("NOT_FOUND", t("There is no re-price {id}", { id }));
  return run;
}
