import type { z } from "zod";
import { listCloses } from "@/db/closed-months/list-closes";
import { listRepriceRuns } from "@/db/reprice/list-reprice-runs";
import type { repriceRunsSchema } from "@/lib/contract/reprice";
import { getReadDb } from "./runtime";

/** The newest re-prices, and the closed months that the next one must leave alone. */
export async function readRepriceRuns(): Promise<z.input<typeof repriceRunsSchema>> {
  const db = getReadDb();
  const [runs, closes] = await Promise.all([listRepriceRuns(db), listCloses(db)]);
  return {
    runs,
    closed_months: closes.map(({ month, startsAt, endsAt }) => ({
      month,
      from: startsAt.toISOString(),
      to: endsAt.toISOString(),
    })),
  };
}
