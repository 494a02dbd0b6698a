import { type SpecColumn, specColumns } from "./spec-types";

/** In both versions. */
const COMMON: readonly SpecColumn[] = [
  ...specColumns("Mandatory", "Decimal", "BilledCost ContractedCost EffectiveCost ListCost PricingQuantity?"),
  ...specColumns(
    "Mandatory",
    "String",
    `BillingAccountId BillingAccountName? BillingCurrency ChargeCategory ChargeClass? ChargeDescription?
     InvoiceIssuerName PricingUnit? ServiceCategory ServiceName`,
  ),
  ...specColumns("Mandatory", "Date/Time", "BillingPeriodEnd BillingPeriodStart ChargePeriodEnd ChargePeriodStart"),
  ...specColumns("Recommended", "String", "AvailabilityZone? ChargeFrequency ServiceSubcategory"),
  ...specColumns(
    "Conditional",
    "Decimal",
    `CommitmentDiscountQuantity? ConsumedQuantity? ContractedUnitPrice? ListUnitPrice? PricingCurrencyContractedUnitPrice?
     PricingCurrencyListUnitPrice?`,
  ),
  ...specColumns(
    "Conditional",
    "String",
    `BillingAccountType CapacityReservationId? CapacityReservationStatus? CommitmentDiscountCategory? CommitmentDiscountId?
     CommitmentDiscountName? CommitmentDiscountStatus? CommitmentDiscountType? CommitmentDiscountUnit? ConsumedUnit?
     PricingCategory? RegionId? RegionName? ResourceId? ResourceName? ResourceType? SkuId? SkuMeter? SkuPriceId? SubAccountId?
     SubAccountName? SubAccountType?`,
  ),
  ...specColumns("Conditional", "JSON", "SkuPriceDetails? Tags?"),
];

/** FOCUS 1.2 of May 2025, columns of the one dataset it has. */
export const COST_AND_USAGE_1_2: readonly SpecColumn[] = [
  ...COMMON,
  ...specColumns("Mandatory", "String", "ProviderName PublisherName"),
  ...specColumns("Recommended", "String", "InvoiceId?"),
  ...specColumns("Conditional", "String", "PricingCurrency?"),
  ...specColumns("Conditional", "Decimal", "PricingCurrencyEffectiveCost?"),
];

/** FOCUS 1.4 of June 2026, the dataset Cost and Usage. */
export const COST_AND_USAGE_1_4: readonly SpecColumn[] = [
  ...COMMON,
  ...specColumns("Mandatory", "String", "HostProviderName ServiceProviderName"),
  ...specColumns(
    "Conditional",
    "String",
    "AllocatedMethodId? AllocatedResourceId? AllocatedResourceName? InvoiceDetailId? InvoiceId? PricingCurrency",
  ),
  ...specColumns("Conditional", "Decimal", "PricingCurrencyEffectiveCost"),
  ...specColumns("Conditional", "JSON", "AllocatedTags? ContractApplied?"),
  ...specColumns("Recommended", "JSON", "AllocatedMethodDetails?"),
];
