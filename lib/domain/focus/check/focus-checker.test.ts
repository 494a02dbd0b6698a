import { expect, test } from "vitest";
import { type FocusKind, kindOfHeader } from "./check-header";
import { FocusChecker } from "./focus-checker";

/** A row by hand, of one day's input tokens. */
const ROW = {
  BilledCost: "0.66",
  BillingAccountId: "deepseek:org-1",
  BillingAccountName: null,
  BillingCurrency: "USD",
  BillingPeriodEnd: "2026-09-01T00:00:00Z",
  BillingPeriodStart: "2026-08-01T00:00:00Z",
  ChargeCategory: "Usage",
  ChargeClass: null,
  ChargeDescription: "input tokens at peak",
  ChargeFrequency: "Usage-Based",
  ChargePeriodEnd: "2026-08-18T00:00:00Z",
  ChargePeriodStart: "2026-08-17T00:00:00Z",
  ConsumedQuantity: "500000",
  ConsumedUnit: "Tokens",
  ContractedCost: "0.66",
  ContractedUnitPrice: "1.32",
  EffectiveCost: "0.66",
  HostProviderName: "deepseek",
  InvoiceIssuerName: "deepseek",
  ListCost: "0.66",
  ListUnitPrice: "1.32",
  PricingCategory: "Standard",
  PricingQuantity: "0.5",
  PricingUnit: "1000000 Tokens",
  ServiceCategory: "AI and Machine Learning",
  ServiceName: "deepseek-v4-pro",
  ServiceProviderName: "deepseek",
  ServiceSubcategory: "Generative AI",
  SkuId: "deepseek:deepseek-v4-pro:input",
  SkuMeter: "Input Tokens",
  SkuPriceDetails: '{"x_TokenDirection":"Input"}',
  SkuPriceId: "deepseek:deepseek-v4-pro:input:peak",
  Tags: '{"app":"chat"}',
  x_Attempts: "97",
} as const satisfies Record<string, string | null>;
type Row = { [Name in keyof typeof ROW]: string | null };

const V14: FocusKind = { dataset: "cost_and_usage", version: "1.4" };

function problemsOf(row: Record<string, string | null>, kind: FocusKind = V14): string[] {
  const checker = new FocusChecker(Object.keys(row), kind);
  checker.row(Object.values(row));
  return [...checker.headerProblems, ...checker.problems.map(({ column, problem }) => `${column} ${problem}`)];
}

test("a row that follows the specification has no problem, and shows which version it is of", () => {
  expect(problemsOf(ROW)).toEqual([]);
  expect(kindOfHeader(Object.keys(ROW))).toEqual(V14);
});

const wrong: [string, Partial<Row>][] = [
  ["BilledCost must not be null", { BilledCost: null }],
  ["BilledCost must be a plain decimal number", { BilledCost: "$0.66" }],
  ["BillingAccountName must be null, not an empty text", { BillingAccountName: "" }],
  ["BillingAccountName must be null itself, not a word for it", { BillingAccountName: "N/A" }],
  ["ChargePeriodStart must be a UTC instant, YYYY-MM-DDTHH:mm:ssZ", { ChargePeriodStart: "2026-08-17T00:00:00.000Z" }],
  ["ChargePeriodStart must be a UTC instant, YYYY-MM-DDTHH:mm:ssZ", { ChargePeriodStart: "2026-02-30T00:00:00Z" }],
  ["ChargePeriodStart must be within the billing period, as its end", { ChargePeriodEnd: "2026-09-02T00:00:00Z" }],
  ["ChargePeriodEnd must be after ChargePeriodStart", { ChargePeriodEnd: "2026-08-17T00:00:00Z" }],
  [
    "ChargeCategory must be one of Usage, Purchase, Tax, Credit, Adjustment",
    { ChargeCategory: "usage", ConsumedQuantity: null, ConsumedUnit: null },
  ],
  ["BillingCurrency must be a code of ISO 4217", { BillingCurrency: "usd" }],
  ["ListCost must be ListUnitPrice times PricingQuantity", { ListCost: "0.67" }],
  ["ListUnitPrice must not be negative", { ListUnitPrice: "-1.32", ListCost: "-0.66" }],
  ["PricingUnit must be a unit such as Tokens or 1000000 Tokens", { PricingUnit: "1M tokens" }],
  ["PricingUnit must not be null of Usage", { PricingUnit: null }],
  ["ConsumedUnit must not be null where ConsumedQuantity is not", { ConsumedUnit: null }],
  ["SkuMeter must not be null where SkuId is not", { SkuMeter: null }],
  ["Tags must hold plain values, no objects and no lists", { Tags: '{"app":["chat"]}' }],
  ["Tags must not name a key twice", { Tags: '{"app":"a","app":"b"}' }],
  ["Tags must be a JSON object", { Tags: "app=chat" }],
  [
    "SkuPriceDetails must have keys of the specification, or beginning with x_: tier",
    { SkuPriceDetails: '{"tier":"a"}' },
  ],
  ["ServiceSubcategory must be a subcategory of ServiceCategory", { ServiceSubcategory: "Containers" }],
  [
    "ChargeFrequency must not be Usage-Based of a purchase",
    { ChargeCategory: "Purchase", ConsumedQuantity: null, ConsumedUnit: null },
  ],
];

test.each(wrong)("%s", (problem, change) => {
  expect(problemsOf({ ...ROW, ...change })).toContain(problem);
});

test("no usage may have a quantity consumed, and a credit has no price", () => {
  const credit = {
    ...ROW,
    ChargeCategory: "Credit",
    ListUnitPrice: null,
    ContractedUnitPrice: null,
    PricingQuantity: null,
  };
  const rest = {
    PricingUnit: null,
    PricingCategory: null,
    SkuId: null,
    SkuMeter: null,
    SkuPriceId: null,
    SkuPriceDetails: null,
  };
  const none = { ConsumedQuantity: null, ConsumedUnit: null };

  expect(problemsOf({ ...credit, ...rest })).toContain("ConsumedQuantity must be null without usage");
  expect(problemsOf({ ...credit, ...rest, ...none })).toEqual([]);
  expect(problemsOf({ ...credit, ...rest, ...none, ContractedCost: "0" })).toEqual([
    "ContractedCost must be BilledCost of a credit",
  ]);
});

test("columns that are missing, of another version, doubled or late are named", () => {
  const { ListCost: _missing, HostProviderName: _gone, ...rest } = ROW;
  const checker = new FocusChecker([...Object.keys(rest), "ProviderName", "Tags", "InvoiceId"], V14);

  expect(checker.headerProblems).toEqual([
    "ListCost is mandatory and missing",
    "HostProviderName is mandatory and missing",
    "Tags is there twice",
    "ProviderName is no column of cost_and_usage in FOCUS 1.4, and does not begin with x_",
    "Tags must stand before the columns that begin with x_",
    "InvoiceId must stand before the columns that begin with x_",
  ]);
  expect(problemsOf(ROW, { dataset: "cost_and_usage", version: "1.2" })).toContain(
    "PublisherName is mandatory and missing",
  );
});

test("a price has one SKU in the whole file, and a problem that many rows have is told once", () => {
  const checker = new FocusChecker(Object.keys(ROW), V14);
  for (const SkuId of ["a", "a", "b", "c"]) checker.row(Object.values({ ...ROW, SkuId }));

  expect(checker.problems).toEqual([{ column: "SkuPriceId", problem: "must have one SkuId", row: 3, rows: 2 }]);
});

test("lines of an invoice are unique, and a period is no older than its last change", () => {
  const period = {
    BillingPeriodCreated: "2026-08-01T00:00:00Z",
    BillingPeriodEnd: "2026-09-01T00:00:00Z",
    BillingPeriodLastUpdated: "2026-07-31T00:00:00Z",
    BillingPeriodStart: "2026-08-01T00:00:00Z",
    BillingPeriodStatus: "Open",
    InvoiceIssuerName: "deepseek",
  };
  const checker = new FocusChecker(Object.keys(period), { dataset: "billing_period", version: "1.4" });
  checker.row(Object.values(period));
  checker.row(Object.values(period));

  expect(checker.problems.map(({ column, problem, rows }) => [column, problem, rows])).toEqual([
    ["BillingPeriodLastUpdated", "must not be before BillingPeriodCreated", 2],
    ["BillingPeriodStart", "must be unique together with InvoiceIssuerName", 1],
  ]);
});
