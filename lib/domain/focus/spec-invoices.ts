import { type SpecColumn, specColumns } from "./spec-types";

/** FOCUS 1.4, the dataset Invoice Detail. */
export const INVOICE_DETAIL_1_4: readonly SpecColumn[] = [
  ...specColumns("Mandatory", "Decimal", "BilledCost"),
  ...specColumns(
    "Mandatory",
    "String",
    `BillingAccountId BillingCurrency ChargeCategory InvoiceDetailDescription? InvoiceDetailId InvoiceId InvoiceIssueStatus
     InvoiceIssuerName PaymentCurrency PaymentTerms ReferenceInvoiceId`,
  ),
  ...specColumns(
    "Mandatory",
    "Date/Time",
    `BillingPeriodEnd BillingPeriodStart InvoiceDetailCreated InvoiceDetailLastUpdated InvoiceIssueDate? PaymentDueDate?`,
  ),
  ...specColumns("Mandatory", "JSON", "InvoiceDetailGrain?"),
  ...specColumns("Conditional", "Decimal", "PaymentCurrencyBilledCost"),
  ...specColumns("Conditional", "String", "PaymentCurrencyInvoiceDetailId PurchaseOrderNumber?"),
];

/** FOCUS 1.4, the dataset Billing Period. */
export const BILLING_PERIOD_1_4: readonly SpecColumn[] = [
  ...specColumns("Mandatory", "String", "BillingPeriodStatus InvoiceIssuerName"),
  ...specColumns(
    "Mandatory",
    "Date/Time",
    "BillingPeriodCreated BillingPeriodEnd BillingPeriodLastUpdated BillingPeriodStart",
  ),
];
