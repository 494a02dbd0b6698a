import { and, asc, eq, gt } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { parseMonthRow } from "@/lib/contract/month-row";
import type { MonthRow } from "@/lib/domain/months/month-row";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { monthCloseRows } from "../schema/month-close";

/** The file of a closed month's rows, piece by piece; one is in memory at a time. NOT_FOUND of a month that is not closed. */
export async function* readRowsFile(db: Db, month: string): AsyncGenerator<string, void, undefined> {
  for (let piece = 0; ; piece++) {
    const [row] = await db
      .select({ lines: monthCloseRows.lines })
      .from(monthCloseRows)
      .where(and(eq(monthCloseRows.month, month), gt(monthCloseRows.piece, piece - 1)))
      .orderBy(asc(monthCloseRows.piece))
      .limit(1);
    if (!row && piece === 0) throw new AppError("NOT_FOUND", t("{month} is not closed", { month }));
    if (!row) return;
    yield row.lines;
  }
}

/** The rows of a closed month as they were signed, some thousand at a time. */
export async function* readFrozenRows(db: Db, month: string): AsyncGenerator<MonthRow[], void, undefined> {
  let isFirst = true;
  for await (const lines of readRowsFile(db, month)) {
    // Pieces end with a line, and the first one begins with the names of the columns.
    const [, ...rest] = isFirst ? lines.split("\n") : ["", ...lines.split("\n")];
    isFirst = false;
    yield rest.filter((line) => line !== "").map(parseMonthRow);
  }
}
