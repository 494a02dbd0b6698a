import { AppError } from "@/lib/contract/error";
import type { BillGrain, BillLine } from "@/lib/domain/reconciliation/bill-line";
import { isMonth } from "./bill-periods";

const BILL_LINES_MAX = 50_000;

/** Adds up the lines of a bill as they are read, so that no more is held than there are periods, models and buckets. */
export class BillSum {
  #lines = new Map<string, BillLine>();

  /** Throws TOO_LARGE beyond BILL_LINES_MAX different lines. */
  add(line: BillLine): void {
    addTo(this.#lines, line);
    if (this.#lines.size > BILL_LINES_MAX) {
      throw new AppError(
        "TOO_LARGE",
        `The file has more than ${BILL_LINES_MAX.toLocaleString("en")} different days, models and buckets: send a part of it`,
      );
    }
  }

  /** The lines by day, or by month where one of them is of a month. */
  result(): { grain: BillGrain; lines: BillLine[] } {
    const lines = [...this.#lines.values()];
    if (!lines.some(({ period }) => isMonth(period))) return { grain: "day", lines: lines.sort(byPeriod) };
    const months = new Map<string, BillLine>();
    for (const line of lines) addTo(months, { ...line, period: line.period.slice(0, "2026-03".length) });
    return { grain: "month", lines: [...months.values()].sort(byPeriod) };
  }
}

function addTo(lines: Map<string, BillLine>, line: BillLine): void {
  const { period, provider, billModel, bucket, tier, currency, tokens, amountPico, listPico } = line;
  // What has a quantity or an amount is not added to what has none, so that neither becomes a part that looks whole.
  const known = [tokens, amountPico, listPico].map((value) => value !== null);
  const key = JSON.stringify([period, provider, billModel, bucket, tier, currency, known]);
  const sum = lines.get(key);
  lines.set(
    key,
    sum
      ? {
          ...sum,
          tokens: add(sum.tokens, tokens),
          amountPico: add(sum.amountPico, amountPico),
          listPico: add(sum.listPico, listPico),
          roundingPico: sum.roundingPico + line.roundingPico,
          lines: sum.lines + line.lines,
        }
      : line,
  );
}

function add(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? null : a + b;
}

function byPeriod(a: BillLine, b: BillLine): number {
  return a.period === b.period ? 0 : a.period < b.period ? -1 : 1;
}
