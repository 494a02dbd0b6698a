import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

const ROWS_MAX = 100_000;

/** Throws UNPROCESSABLE where a table has more rows than anybody reads. */
export function refuseRows(rows: number): void {
  if (rows <= ROWS_MAX) return;
  const message = t(
    "These are {rows} rows, more than {most}: ask for a longer interval, a shorter window or a filter",
    { rows, most: ROWS_MAX },
  );
  throw new AppError("UNPROCESSABLE", message, { fields: { interval: [message] } });
}
