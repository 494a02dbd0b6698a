import type { BillBucket } from "@/lib/domain/reconciliation/bill-buckets";
import { amountOf, roundingOf, spanOf, tokensPerUnit } from "../usage-files/line-values";
import { at, type Fields, nameOf, unpackJson } from "../values";
import { currencyOf, isBlank, tokensIn } from "./amount-fields";
import type { ReadEntries } from "./bill-entry";
import { bucketOfCategory } from "./bucket-of-category";
import { type Meter, meterOf } from "./meter-of";

/** What a row must have to be one of FOCUS Cost and Usage, 1.0 to 1.4. */
const FOCUS_COLUMNS = ["ChargePeriodStart", "ChargePeriodEnd", "BilledCost", "BillingCurrency", "ChargeCategory"];
const AI = /\bAI\b|machine learning/i;
const BLOCKS: ReadonlyMap<string, bigint> = new Map([
  ["1k", 1_000n],
  ["1m", 1_000_000n],
]);

export function isFocusRow(row: Fields): boolean {
  return FOCUS_COLUMNS.every((column) => column in row);
}

/** Clouds export all that they bill in one file; what is no AI is no part of the comparison. */
export function isOfAi(row: Fields): boolean {
  return isBlank(row.ServiceCategory) || AI.test(String(row.ServiceCategory));
}

/**
 * What a row of FOCUS adds, in the columns of 1.2 or of 1.4. The model is the one that SkuPriceDetails names, else what the
 * meter's name says beside its kind of tokens, else the service.
 */
export function readFocusBill(row: Fields): ReadEntries {
  const span = spanOf(row.ChargePeriodStart, row.ChargePeriodEnd);
  if (span === null) return { field: "ChargePeriodStart", reason: "and ChargePeriodEnd are no stretch of time" };
  const amountPico = amountOf(row.BilledCost);
  if (amountPico === null) return { field: "BilledCost", reason: "is no number" };
  const currency = currencyOf(row.BillingCurrency);
  if (currency === null) return { field: "BillingCurrency", reason: "is no currency's code" };
  const listPico = isBlank(row.ListCost) ? null : amountOf(row.ListCost);
  if (listPico === null && !isBlank(row.ListCost)) return { field: "ListCost", reason: "is no number" };

  const details = unpackJson(row.SkuPriceDetails);
  const meterName = nameOf(row.SkuMeter) ?? nameOf(row.x_UsageType) ?? nameOf(row.x_SkuMeterName) ?? "";
  const meter = meterOf(meterName);
  const adjustment = bucketOfCategory(row.ChargeCategory);
  const bucket = adjustment ?? bucketIn(details) ?? meter.bucket ?? described(row) ?? "all";
  const isUsage = adjustment === null;
  const tokens = isUsage && bucket !== "other" ? tokensOf(row, meterName) : null;
  // A row of zero that counts nothing is a note, not a charge.
  if (amountPico === 0n && tokens === null) return [];
  return [
    {
      ...{ when: span, provider: providerOf(row), billModel: isUsage ? modelOf(row, details, meter) : null },
      // A charge by another unit than tokens is no model's tokens.
      bucket: isUsage && tokens === null && isOtherUnit(row) ? "other" : bucket,
      tier: nameOf(at(details, "x_ServiceTier") ?? at(details, "ServiceTier")) ?? meter.tier,
      ...{ tokens, amountPico, currency, listPico: isUsage ? listPico : null },
      roundingPico: roundingOf(row.BilledCost),
      project: nameOf(row.SubAccountName) ?? nameOf(row.SubAccountId),
    },
  ];
}

function providerOf(row: Fields): string | null {
  return nameOf(row.ServiceProviderName) ?? nameOf(row.ProviderName) ?? nameOf(row.InvoiceIssuerName);
}

function modelOf(row: Fields, details: unknown, meter: Meter): string | null {
  const named = at(details, "ModelId") ?? at(details, "x_ModelId") ?? row.x_ModelId;
  return nameOf(named) ?? meter.model ?? nameOf(withoutAside(String(row.ServiceName ?? "")));
}

/** A name without what stands in brackets at its end. */
function withoutAside(name: string): string {
  const text = name.trim();
  const open = text.lastIndexOf("(");
  return text.endsWith(")") && open !== -1 ? text.slice(0, open).trimEnd() : text;
}

/** By the names of the draft after 1.4, which exports may have as their own columns already. */
function bucketIn(details: unknown): BillBucket | null {
  const text = (name: string) => String(at(details, name) ?? at(details, `x_${name}`) ?? "").toLowerCase();
  const [direction, cache] = [text("TokenDirection"), text("TokenCacheAction")];
  if (cache === "read") return "cached_input";
  if (cache === "write") return "cache_write";
  return direction === "input" || direction === "output" ? direction : null;
}

function described(row: Fields): BillBucket | null {
  const { bucket } = meterOf(String(row.ChargeDescription ?? ""));
  return bucket === "other" ? null : bucket;
}

/**
 * By what was consumed, which is in tokens also where the price is for a thousand or a million (Azure: ConsumedQuantity is
 * the count, the block stands in PricingUnit alone), else by what was priced.
 */
function tokensOf(row: Fields, meterName: string): bigint | null {
  const consumedUnit = String(row.ConsumedUnit ?? "");
  const isOfTokens = /token/i.test(meterName);
  const each = tokensPerUnit(consumedUnit) ?? (isOfTokens && !isBlank(consumedUnit) ? 1n : null);
  if (each !== null && !isBlank(row.ConsumedQuantity)) return tokensIn(row.ConsumedQuantity, each);
  const pricingUnit = String(row.PricingUnit ?? "");
  const block = tokensPerUnit(pricingUnit) ?? (isOfTokens ? BLOCKS.get(pricingUnit.trim().toLowerCase()) : undefined);
  return block === undefined || block === null || isBlank(row.PricingQuantity)
    ? null
    : tokensIn(row.PricingQuantity, block);
}

/** Whether it says a quantity of something that is no token. */
function isOtherUnit(row: Fields): boolean {
  const unit = String(row.ConsumedUnit ?? row.PricingUnit ?? "");
  return !isBlank(unit) && !/token|charge|request|unit/i.test(unit);
}
