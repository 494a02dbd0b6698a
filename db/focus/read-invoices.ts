import type { Charge } from "@/lib/domain/focus/charge";
import { billingPeriodOf } from "@/lib/domain/focus/focus-instant";
import type { InvoiceLine, IssuerMonth } from "@/lib/domain/focus/invoice-columns";
import { invoiceDetailIdOf } from "@/lib/domain/focus/invoice-id";
import type { Db } from "../client";
import { type ChargesInput, readCharges } from "./read-charges";

type InvoicesInput = Omit<ChargesInput, "granularity"> & { now: Date };

/** The lines of the provisional invoices of a window: one a month, issuer, provider, model and category, none of nothing. */
export async function readInvoiceLines(db: Db, input: InvoicesInput): Promise<InvoiceLine[]> {
  const lines = new Map<string, InvoiceLine>();
  for await (const { series, fromMs, billed } of chargesOf(db, input)) {
    const { issuer, provider, service, category } = series;
    const id = invoiceDetailIdOf(series, fromMs);
    const line = lines.get(id);
    if (line) line.billed += billed;
    else {
      lines.set(id, { issuer, provider, service, category, atMs: fromMs, billed, readAtMs: input.now.getTime() });
    }
  }
  return [...lines]
    .filter(([, { billed }]) => billed !== 0n)
    .sort(byId)
    .map(([, line]) => line);
}

/** The months in which an issuer charged for anything within a window. */
export async function readIssuerMonths(db: Db, input: InvoicesInput): Promise<IssuerMonth[]> {
  const months = new Map<string, IssuerMonth>();
  for await (const { series, fromMs } of chargesOf(db, input)) {
    const key = `${billingPeriodOf(fromMs).month} ${series.issuer}`;
    if (!months.has(key)) months.set(key, { issuer: series.issuer, atMs: fromMs, readAtMs: input.now.getTime() });
  }
  return [...months].sort(byId).map(([, month]) => month);
}

async function* chargesOf(db: Db, input: InvoicesInput): AsyncGenerator<Charge, void, undefined> {
  for await (const charges of readCharges(db, { ...input, granularity: "day" })) yield* charges;
}

function byId([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
