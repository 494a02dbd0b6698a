import { parseFocusDecimal } from "../focus-decimal";
import { parseFocusInstant } from "../focus-instant";
import type { SpecColumn } from "../spec-types";
import { ALLOWED_VALUES, SERVICE_CATEGORIES } from "./allowed-values";
import { jsonProblem } from "./json-problem";

const CURRENCIES = new Set(["BillingCurrency", "PricingCurrency", "PaymentCurrency"]);
const UNITS = new Set(["PricingUnit", "ConsumedUnit", "CommitmentDiscountUnit"]);
/** A whole number of them, if any, then capitalised words: "1000000 Tokens", "GB-Hours". */
const UNIT = /^(?:[1-9]\d* )?[A-Z][A-Za-z]*(?:[- /][A-Z][A-Za-z]*)*$/;
const NOT_NULLS = /^(?:null|none|n\/a|nan|undefined|not specified)$/i;
/** Columns that hold objects within objects, since 1.3. */
const NESTED = new Set(["ContractApplied", "AllocatedMethodDetails"]);

/** What is wrong with one value by its column alone, or null. A field of a CSV that is empty and not quoted is null. */
export function valueProblem({ name, type, allowsNulls }: SpecColumn, value: string | null): string | null {
  if (value === null) return allowsNulls ? null : "must not be null";
  if (value === "") return "must be null, not an empty text";
  if (NOT_NULLS.test(value)) return "must be null itself, not a word for it";
  if (type === "Decimal") return parseFocusDecimal(value) === null ? "must be a plain decimal number" : null;
  if (type === "Date/Time")
    return parseFocusInstant(value) === null ? "must be a UTC instant, YYYY-MM-DDTHH:mm:ssZ" : null;
  if (type === "JSON") return jsonProblem(value, { nested: NESTED.has(name) });
  const allowed = name === "ServiceCategory" ? [...SERVICE_CATEGORIES.keys()] : ALLOWED_VALUES[name];
  if (allowed && !allowed.includes(value)) return `must be one of ${allowed.join(", ")}`;
  // A virtual currency is any text; a code must be one of the three letters of ISO 4217.
  if (CURRENCIES.has(name) && value.length === 3 && !/^[A-Z]{3}$/.test(value)) return "must be a code of ISO 4217";
  if (UNITS.has(name) && !UNIT.test(value)) return "must be a unit such as Tokens or 1000000 Tokens";
  return null;
}
