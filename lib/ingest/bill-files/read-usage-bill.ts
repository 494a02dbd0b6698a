import type { BillBucket } from "@/lib/domain/reconciliation/bill-buckets";
import type { UsageLine, UsageSource } from "../usage-files/usage-line";
import type { Fields } from "../values";
import { currencyOf } from "./amount-fields";
import { type BillEntry, NO_AMOUNT, type ReadEntries } from "./bill-entry";
import { bucketOfCategory } from "./bucket-of-category";
import { meterOf } from "./meter-of";
import { countEntries } from "./token-entries";

const BATCH = "batch";

/** What a row of a console's export, or a bucket of an API's page, adds. */
export function readUsageBill(row: Fields, { read, meaning }: UsageSource): ReadEntries {
  const lines = read(row);
  if (typeof lines === "string") {
    const [field = "", ...reason] = lines.split(" ");
    return { field, reason: reason.join(" ") };
  }
  const entries: BillEntry[] = [];
  for (const line of lines) {
    const currency = currencyOf(line.currency);
    if (line.amountPico != null && currency === null) return { field: "currency", reason: "is no currency's code" };
    entries.push(...entriesOf(line, currency, meaning));
  }
  return entries;
}

function entriesOf(line: UsageLine, currency: string | null, meaning: UsageSource["meaning"]): BillEntry[] {
  const meter = meterOf(line.meter ?? "");
  const amountPico = line.amountPico ?? null;
  const shared = {
    when: { fromUs: line.fromUs, toUs: line.toUs },
    ...{ provider: line.issuer ?? line.provider, billModel: line.model, project: line.team ?? line.key ?? null },
    tier: line.tier ?? meter.tier ?? (line.operation === BATCH ? BATCH : null),
    ...(amountPico === null
      ? NO_AMOUNT
      : { amountPico, currency, listPico: line.listPico ?? null, roundingPico: line.roundingPico ?? 0n }),
  };
  if (line.counts) return countEntries(shared, line.counts, meaning);
  if (amountPico === null) return [];
  const bucket = findBucket(line, meter.bucket);
  const tokens = line.meteredTokens ?? null;
  return [{ ...shared, bucket, tokens: tokens === null || bucket === "other" ? null : BigInt(tokens) }];
}

/** An amount that names what it is for, but no model, is a fee; one that names neither is of all usage. */
function findBucket({ model, meter }: UsageLine, found: BillBucket | null): BillBucket {
  const adjustment = bucketOfCategory(meter);
  if (adjustment !== null) return adjustment;
  if (model === null) return meter == null ? "all" : "other";
  return found ?? "all";
}
