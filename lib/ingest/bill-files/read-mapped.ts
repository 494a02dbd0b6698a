import type { BillField } from "@/lib/contract/bill-fields";
import { type BillBucket, isAdjustment } from "@/lib/domain/reconciliation/bill-buckets";
import { parseTimeUs } from "../parse-time";
import { amountOf, roundingOf, tokensPerUnit } from "../usage-files/line-values";
import { type Fields, instantOf, nameOf } from "../values";
import { currencyOf, isBlank, tokensIn } from "./amount-fields";
import { type BillEntry, NO_AMOUNT, type ReadEntries } from "./bill-entry";
import { type BillMap, TOKEN_FIELDS } from "./bill-fields";
import { bucketOfCategory } from "./bucket-of-category";
import { meterOf } from "./meter-of";
import { tokenEntries } from "./token-entries";

export type MappedOptions = { map: BillMap; zone: string; currency: string | null };

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$/;
const MONTH = /^(\d{4}-\d{2})$/;
const HOUR_US = 3_600_000_000;

/** What a row adds whose columns are mapped. Dates are days of the billing zone, and so are times that name no zone. */
export function readMapped(row: Fields, { map, zone, currency: defaultCurrency }: MappedOptions): ReadEntries {
  const value = (field: BillField) => (map[field] === undefined ? undefined : row[map[field]]);
  const bad = (field: BillField, reason: string) => ({ field: map[field] ?? field, reason });
  if (Object.values(map).every((column) => isBlank(row[column]))) return [];
  const when = whenOf(value("day"), zone);
  if (when === null) return bad("day", "is no day, hour or month");

  const hasAmount = !isBlank(value("amount"));
  const amountPico = hasAmount ? amountOf(value("amount")) : null;
  if (hasAmount && amountPico === null) return bad("amount", "is no number");
  const listed = isBlank(value("list_amount")) ? null : amountOf(value("list_amount"));
  if (!isBlank(value("list_amount")) && listed === null) return bad("list_amount", "is no number");
  const currency = isBlank(value("currency")) ? defaultCurrency : currencyOf(value("currency"));
  if (amountPico !== null && currency === null) return bad("currency", "is no currency's code, such as USD");

  const meter = meterOf(String(value("bucket") ?? ""));
  const category = bucketOfCategory(value("category"));
  const bucket: BillBucket = category ?? meter.bucket ?? "all";
  const shared = {
    ...{ when, provider: nameOf(value("provider")), billModel: nameOf(value("model")) ?? meter.model },
    ...{ tier: nameOf(value("tier")) ?? meter.tier, project: nameOf(value("project")) },
  };
  const money =
    amountPico === null
      ? NO_AMOUNT
      : { amountPico, currency, listPico: listed, roundingPico: roundingOf(value("amount")) };

  const counted = TOKEN_FIELDS.filter((field) => !isBlank(value(field)));
  for (const field of counted) if (tokensIn(value(field), 1n) === null) return bad(field, "is no number of tokens");
  if (counted.length > 0) return tokenEntries({ ...shared, ...money }, (field) => value(field));
  if (isBlank(value("quantity"))) return amountPico === null ? [] : [{ ...shared, ...money, bucket, tokens: null }];
  const unit = nameOf(value("unit"));
  // Without a unit a quantity is one of tokens, unless it is of what is charged by another.
  const each = unit === null ? 1n : tokensPerUnit(unit);
  const tokens = each === null || bucket === "other" || isAdjustment(bucket) ? null : tokensIn(value("quantity"), each);
  if (each !== null && tokensIn(value("quantity"), 1n) === null) return bad("quantity", "is no number");
  const isOther = each === null && category === null;
  const entry: BillEntry = { ...shared, ...money, bucket: isOther ? "other" : bucket, tokens };
  return amountPico === null && tokens === null ? [] : [entry];
}

function whenOf(value: unknown, zone: string): BillEntry["when"] | null {
  const text = typeof value === "string" ? value.trim() : value;
  if (typeof text === "string") {
    const [, date] = DATE.exec(text) ?? [];
    if (date !== undefined) return Number.isNaN(Date.parse(`${date}T00:00:00Z`)) || !isDate(date) ? null : { date };
    const [, month] = MONTH.exec(text) ?? [];
    if (month !== undefined) return isDate(`${month}-01`) ? { month } : null;
  }
  const fromUs = typeof text === "string" ? parseTimeUs(text, zone) : instantOf(text);
  return fromUs === null ? null : { fromUs, toUs: fromUs + HOUR_US };
}

/** 30 February is none. */
function isDate(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
