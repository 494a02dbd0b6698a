import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { type AttemptRow, attemptColumns, attemptRowSchema } from "./attempt-rows";

export type AttemptsQuestion = {
  /** Conditions on the attempts `a`. */
  where: SQL;
  order: SQL;
  limit: number;
  /** Whether the conditions leave a few of millions, that an index of the partitions finds. */
  isNarrow?: boolean;
  /** Whether few pages have what is sought, as the summaries of settled days tell. */
  summaries?: boolean;
};

/** The first attempts of an order, names looked up for these alone. */
export async function readAttempts(db: Db, question: AttemptsQuestion): Promise<AttemptRow[]> {
  const { where, order, limit, isNarrow = false, summaries = false } = question;
  const page = (from: SQL) => sql`select ${attemptColumns()} from (
      select * from ${from} a order by ${order} limit ${limit}
    ) a order by ${order}`;
  const found = sql`(select * from attempt a where ${where})`;
  if (!isNarrow && !summaries) return selectRows(db, page(found), attemptRowSchema);
  // In order, as a limit suggests, the planner would look at each.
  const statement = isNarrow ? sql`with found as materialized ${found} ${page(sql`found`)}` : page(found);
  return db.transaction(
    async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return selectRows(tx, statement, attemptRowSchema);
    },
    { accessMode: "read only" },
  );
}
