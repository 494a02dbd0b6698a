import type { Charge, ChargeSeries } from "./charge";
import type { Derivation, FocusColumn, FocusValue } from "./focus-column";
import { billingPeriodOf } from "./focus-instant";
import { invoiceDetailIdOf, invoiceIdOf } from "./invoice-id";

type ChargeColumns = Readonly<Record<string, Derivation<Charge>>>;

const ofSeries = (how: string, value: (series: ChargeSeries) => FocusValue): Derivation<Charge> => ({
  how,
  isShared: true,
  value: ({ series }) => value(series),
});
const ofPeriod = (how: string, value: (charge: Charge) => FocusValue): Derivation<Charge> => ({
  how,
  isShared: true,
  value,
});
const ofCharge = (how: string, value: (charge: Charge) => FocusValue): Derivation<Charge> => ({
  how,
  isShared: false,
  value,
});
const always = (text: string) => ofSeries(`\`${text}\``, () => text);
const FREQUENCIES = {
  Usage: "Usage-Based",
  Purchase: "Recurring",
  Credit: "One-Time",
  Adjustment: "One-Time",
} as const;

/** How each column of Cost and Usage is filled, in both versions; which of them a version has, the specification says. */
export const CHARGE_COLUMNS: ChargeColumns = {
  BilledCost: ofCharge("The ledger's cost; of several buckets of a group the sum is exact", ({ billed }) => billed),
  BillingAccountId: ofSeries(
    "`provider:default`: accounts at providers are not recorded",
    ({ issuer }) => `${issuer}:default`,
  ),
  BillingAccountName: ofSeries("Null", () => null),
  BillingCurrency: always("USD"),
  BillingPeriodEnd: ofPeriod("First instant of the next UTC month", ({ fromMs }) => billingPeriodOf(fromMs).toMs),
  BillingPeriodStart: ofPeriod("First instant of the UTC month", ({ fromMs }) => billingPeriodOf(fromMs).fromMs),
  ChargeCategory: ofSeries(
    "`Usage`; `Purchase` of reserved capacity; `Credit` for a usage record below zero and for use of capacity; `Adjustment` where a cost is not known",
    ({ category }) => category,
  ),
  ChargeClass: ofSeries("`Correction` of a closed month; null of all else", (series) => series.class ?? null),
  ChargeDescription: ofSeries("Model, meter and provider in words", ({ description }) => description),
  ChargeFrequency: ofSeries(
    "`Usage-Based`; `Recurring` of reserved capacity; `One-Time` where there is neither",
    ({ category }) => FREQUENCIES[category],
  ),
  ChargePeriodEnd: ofCharge("End of the day or hour, or of the window asked for", ({ toMs }) => toMs),
  ChargePeriodStart: ofCharge("Start of the day or hour, or of the window asked for", ({ fromMs }) => fromMs),
  ConsumedQuantity: ofCharge(
    "Tokens used, charged for or not; null where there is no usage",
    ({ consumedQuantity }) => consumedQuantity,
  ),
  ConsumedUnit: ofSeries("`Tokens`; `Requests` or `Charges` where none are known", ({ consumedUnit }) => consumedUnit),
  ContractedCost: ofCharge("ContractedUnitPrice × PricingQuantity, exactly", ({ contracted }) => contracted),
  ContractedUnitPrice: ofCharge("The price that the attempts were charged at", ({ unitPrice }) => unitPrice),
  EffectiveCost: ofCharge("As BilledCost: prepayments are not spread", ({ billed }) => billed),
  HostProviderName: ofSeries("As ServiceProviderName", ({ provider }) => provider),
  InvoiceDetailId: ofPeriod("Provisional: invoice, model and category", ({ series, fromMs }) =>
    invoiceDetailIdOf(series, fromMs),
  ),
  InvoiceId: ofPeriod("Provisional: issuer and month", ({ series, fromMs }) => invoiceIdOf(series.issuer, fromMs)),
  InvoiceIssuerName: ofSeries(
    "Who bills: the provider, or the issuer that a usage record names",
    ({ issuer }) => issuer,
  ),
  ListCost: ofCharge("ListUnitPrice × PricingQuantity, exactly", ({ list, contracted }) => list?.cost ?? contracted),
  ListUnitPrice: ofCharge(
    "The list price that discounts were taken off; else as ContractedUnitPrice",
    ({ list, unitPrice }) => list?.unitPrice ?? unitPrice,
  ),
  PricingCategory: ofSeries("`Standard`; null where there is no price", ({ sku }) => (sku ? "Standard" : null)),
  PricingQuantity: ofCharge(
    "Millions of tokens charged for; 1 where only the amount is known; null where there is no price",
    ({ pricingQuantity }) => pricingQuantity,
  ),
  PricingUnit: ofSeries(
    "`1000000 Tokens`, or `Charges` where only the amount is known",
    ({ sku }) => sku?.unit ?? null,
  ),
  ProviderName: ofSeries("The provider", ({ provider }) => provider),
  PublisherName: ofSeries("Who made the model, else the provider", ({ publisher }) => publisher),
  RegionId: ofSeries("The region; null where records name none", ({ region }) => region),
  RegionName: ofSeries("As RegionId", ({ region }) => region),
  ServiceCategory: always("AI and Machine Learning"),
  ServiceName: ofSeries("The model", ({ service }) => service),
  ServiceProviderName: ofSeries("The provider", ({ provider }) => provider),
  ServiceSubcategory: always("Generative AI"),
  SkuId: ofSeries("`provider:model:meter`, or `provider:capacity:id`", ({ sku }) => sku?.id ?? null),
  SkuMeter: ofSeries(
    "Input, Cached Input, Cache Write, Output or Reasoning Tokens; All Usage; Other Charges; Reserved Capacity",
    ({ sku }) => sku?.meter ?? null,
  ),
  SkuPriceDetails: ofSeries(
    "Model, maker, direction, cache action and conditions of the price",
    ({ sku }) => sku?.details ?? null,
  ),
  SkuPriceId: ofSeries(
    "SkuId with the conditions of the price: service tier, context, hours",
    ({ sku }) => sku?.priceId ?? null,
  ),
  Tags: ofSeries("App, tier and labels of the attempts", ({ tags }) => tags),
};

/** Our own columns, which come last. */
export const OWN_CHARGE_COLUMNS: readonly FocusColumn<Charge>[] = [
  own(
    "x_Attempts",
    "Decimal",
    ofCharge("Attempts that the charge is of; the same in each bucket of a group", ({ attempts }) => attempts),
  ),
  own(
    "x_EstimatedShare",
    "Decimal",
    ofCharge("Of the priced attempts, those whose cost is estimated", ({ estimatedShare }) => estimatedShare),
  ),
  own(
    "x_PriceId",
    "String",
    ofSeries("The price in the ledger", ({ priceId }) => priceId),
  ),
  own(
    "x_PricedShare",
    "Decimal",
    ofCharge(
      "Of the attempts of the same group, those whose cost is known; 0 where none is",
      ({ pricedShare }) => pricedShare,
    ),
  ),
  own(
    "x_PrincipalId",
    "String",
    ofSeries("The key that called", ({ principal }) => principal),
  ),
  own(
    "x_Source",
    "String",
    ofSeries(
      "`attempts`; `sums` where single attempts are gone; `usage record`; `capacity`; `correction`",
      ({ source }) => source,
    ),
  ),
  own(
    "x_UnpricedTokens",
    "Decimal",
    ofCharge("Tokens whose cost is not known", ({ unpricedTokens }) => unpricedTokens),
  ),
  own(
    "x_UsageRecordId",
    "String",
    ofCharge("The usage record", ({ usageRecordId }) => usageRecordId),
  ),
];

function own(name: string, type: FocusColumn<Charge>["type"], derivation: Derivation<Charge>): FocusColumn<Charge> {
  return { name, type, ...derivation };
}
