import type { Charge } from "@/lib/domain/focus/charge";
import { billingPeriodOf } from "@/lib/domain/focus/focus-instant";
import type { InvoiceLine, IssuerMonth } from "@/lib/domain/focus/invoice-columns";
import { invoiceDetailIdOf } from "@/lib/domain/focus/invoice-id";
import { isCovered } from "@/lib/domain/months/is-covered";
import type { Db } from "../client";
import { listCloses } from "../closed-months/list-closes";
import { type ChargesInput, readChargeBatches } from "./read-charges";

type InvoicesInput = Omit<ChargesInput, "granularity"> & { now: Date };

/** The lines of the provisional invoices of a window: one a month, issuer, provider, model and category, none of nothing. */
export async function readInvoiceLines(db: Db, input: InvoicesInput): Promise<InvoiceLine[]> {
  const lines = new Map<string, InvoiceLine>();
  for await (const [{ series, fromMs, billed }, closedAt] of chargesOf(db, input)) {
    const { issuer, provider, service, category } = series;
    const id = invoiceDetailIdOf(series, fromMs);
    const updatedAtMs = (closedAt ?? input.now).getTime();
    const line = lines.get(id);
    if (line) {
      line.billed += billed;
      line.updatedAtMs = Math.max(line.updatedAtMs, updatedAtMs);
    } else lines.set(id, { issuer, provider, service, category, atMs: fromMs, billed, updatedAtMs });
  }
  return [...lines]
    .filter(([, { billed }]) => billed !== 0n)
    .sort(byId)
    .map(([, line]) => line);
}

/** The months in which an issuer charged for anything within a window. */
export async function readIssuerMonths(db: Db, input: InvoicesInput): Promise<IssuerMonth[]> {
  const closes = await listCloses(db);
  const months = new Map<string, IssuerMonth>();
  for await (const [{ series, fromMs }, closedAt] of chargesOf(db, input)) {
    const period = billingPeriodOf(fromMs);
    const key = `${period.month} ${series.issuer}`;
    const updatedAtMs = (closedAt ?? input.now).getTime();
    const known = months.get(key);
    if (known) known.updatedAtMs = Math.max(known.updatedAtMs, updatedAtMs);
    else {
      const isClosed = isCovered(closes, period.fromMs, period.toMs);
      months.set(key, { issuer: series.issuer, atMs: fromMs, updatedAtMs, isClosed });
    }
  }
  return [...months].sort(byId).map(([, month]) => month);
}

type SignedCharge = readonly [charge: Charge, closedAt: Date | null];

async function* chargesOf(db: Db, input: InvoicesInput): AsyncGenerator<SignedCharge, void, undefined> {
  for await (const { charges, closedAt } of readChargeBatches(db, { ...input, granularity: "day" })) {
    for (const charge of charges) yield [charge, closedAt];
  }
}

function byId([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
