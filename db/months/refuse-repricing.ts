import { sql } from "drizzle-orm";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { repriceRun } from "../schema/reprice";
import { selectRows } from "../select-rows";

const rowSchema = z.object({ id: z.number(), created_by: z.string() });

/** CONFLICT where a re-price of a part of the span is running: between two of its days, costs are by two price lists. */
export async function refuseRepricing(tx: Db, { from, to }: TimeWindow): Promise<void> {
  const [running] = await selectRows(
    tx,
    sql`select id, created_by from ${repriceRun} where state = 'running'
      and (request ->> 'from')::timestamptz < ${to.toISOString()}::timestamptz
      and (request ->> 'to')::timestamptz > ${from.toISOString()}::timestamptz`,
    rowSchema,
  );
  if (!running) return;
  const message = t("Re-price {id} by {user} is changing costs of this month: wait until it has ended", {
    id: running.id,
    user: running.created_by,
  });
  throw new AppError("CONFLICT", message);
}
