import { type FocusDecimal, ONE } from "../focus-decimal";
import type { FocusVersion } from "../spec-types";
import { SERVICE_CATEGORIES } from "./allowed-values";
import type { CheckedRow, Complain } from "./checked-row";
import { keyProblem } from "./json-problem";

/** Half a 10⁻⁹ of the cost, for those that round their costs to fewer digits than prices and quantities have. */
const PRODUCT_TOLERANCE = 1_000_000_000n;

/** The rules of Cost and Usage that look at several columns of a row, as the specification states them. */
export function checkCharge(row: CheckedRow, version: FocusVersion, complain: Complain): void {
  const category = row.get("ChargeCategory");
  const isCorrection = row.get("ChargeClass") === "Correction";
  const mustBeNull = (name: string, why: string) => {
    if (row.get(name) !== null) complain(name, `must be null ${why}`);
  };
  const mustNotBeNull = (name: string, why: string) => {
    if (row.has(name) && row.get(name) === null) complain(name, `must not be null ${why}`);
  };

  if (category === "Tax") for (const name of PRICE_COLUMNS) mustBeNull(name, "of a tax");
  if ((category === "Usage" || category === "Purchase") && !isCorrection) {
    for (const name of PRICE_COLUMNS) mustNotBeNull(name, `of ${category}`);
  }
  checkConsumed(row, mustBeNull, mustNotBeNull);
  checkTogether(row, mustBeNull, mustNotBeNull);
  if (version === "1.4" && row.has("SkuPriceId") && row.get("SkuPriceId") === null) {
    for (const name of BY_PRICE) mustBeNull(name, "where SkuPriceId is");
  }
  if (category === "Purchase" && row.get("ChargeFrequency") === "Usage-Based") {
    complain("ChargeFrequency", "must not be Usage-Based of a purchase");
  }
  if (version === "1.4" && category === "Credit" && row.decimal("ContractedCost") !== row.decimal("BilledCost")) {
    complain("ContractedCost", "must be BilledCost of a credit");
  }
  if (row.get("PricingCategory") === "Committed") mustNotBeNull("CommitmentDiscountId", "of a committed price");
  for (const [price, cost] of PRODUCTS) checkProduct(row, { price, cost, isCorrection }, complain);
  const subcategory = row.get("ServiceSubcategory");
  if (subcategory !== null && !SERVICE_CATEGORIES.get(row.get("ServiceCategory") ?? "")?.includes(subcategory)) {
    complain("ServiceSubcategory", "must be a subcategory of ServiceCategory");
  }
  const details = row.get("SkuPriceDetails");
  const wrong = details === null ? null : keyProblem(details);
  if (wrong) complain("SkuPriceDetails", wrong);
}

const PRICE_COLUMNS = [
  ...["PricingQuantity", "PricingUnit", "ListUnitPrice", "ContractedUnitPrice", "PricingCategory"],
  ...["SkuId", "SkuPriceId"],
];
const BY_PRICE = ["ListUnitPrice", "PricingQuantity", "ConsumedQuantity", "SkuPriceDetails"];
const PRODUCTS = [
  ["ListUnitPrice", "ListCost"],
  ["ContractedUnitPrice", "ContractedCost"],
] as const;
/** Null together with the first, and only together with it. */
const TOGETHER = [
  ["PricingQuantity", "PricingUnit"],
  ["ConsumedQuantity", "ConsumedUnit"],
  ["SkuId", "SkuMeter"],
  ["RegionId", "RegionName"],
  ["ResourceId", "ResourceType"],
  ["SubAccountId", "SubAccountType"],
  ["CommitmentDiscountId", "CommitmentDiscountCategory"],
  ["CommitmentDiscountId", "CommitmentDiscountType"],
] as const;
/** Null where the first is. */
const FOLLOWING = [
  ["SkuPriceId", "SkuPriceDetails"],
  ["ResourceId", "ResourceName"],
  ["SubAccountId", "SubAccountName"],
  ["CommitmentDiscountId", "CommitmentDiscountName"],
  ["CommitmentDiscountId", "CommitmentDiscountStatus"],
  ["CommitmentDiscountId", "CommitmentDiscountQuantity"],
  ["CapacityReservationId", "CapacityReservationStatus"],
] as const;

type Rule = (name: string, why: string) => void;

function checkConsumed(row: CheckedRow, mustBeNull: Rule, mustNotBeNull: Rule): void {
  const isUnused = row.get("CommitmentDiscountStatus") === "Unused";
  if (row.get("ChargeCategory") !== "Usage" || isUnused) mustBeNull("ConsumedQuantity", "without usage");
  else if (row.get("ChargeClass") !== "Correction") mustNotBeNull("ConsumedQuantity", "of Usage");
}

function checkTogether(row: CheckedRow, mustBeNull: Rule, mustNotBeNull: Rule): void {
  for (const [first, second] of TOGETHER) {
    if (!row.has(first)) continue;
    if (row.get(first) === null) mustBeNull(second, `where ${first} is`);
    else mustNotBeNull(second, `where ${first} is not`);
  }
  for (const [first, second] of FOLLOWING) {
    if (row.has(first) && row.get(first) === null) mustBeNull(second, `where ${first} is`);
  }
}

function checkProduct(
  row: CheckedRow,
  { price, cost, isCorrection }: { price: string; cost: string; isCorrection: boolean },
  complain: Complain,
): void {
  const [unit, quantity, amount] = [row.decimal(price), row.decimal("PricingQuantity"), row.decimal(cost)];
  if (unit !== null && unit < 0n) complain(price, "must not be negative");
  if (isCorrection || unit === null || quantity === null || amount === null) return;
  const product = unit * quantity;
  const difference = absolute(product - amount * ONE);
  if (difference > absolute(product) / PRODUCT_TOLERANCE) complain(cost, `must be ${price} times PricingQuantity`);
}

function absolute(value: FocusDecimal): FocusDecimal {
  return value < 0n ? -value : value;
}
