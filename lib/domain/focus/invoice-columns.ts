import type { ChargeSeries } from "./charge";
import type { Derivation, FocusValue } from "./focus-column";
import type { FocusDecimal } from "./focus-decimal";
import { billingPeriodOf } from "./focus-instant";
import { invoiceDetailIdOf, invoiceIdOf } from "./invoice-id";

/** A line of a month's provisional invoice. */
export type InvoiceLine = Pick<ChargeSeries, "issuer" | "provider" | "service" | "category"> & {
  /** An instant of the month. */
  atMs: number;
  billed: FocusDecimal;
  updatedAtMs: number;
};

/** A month in which an issuer charged for something. */
export type IssuerMonth = {
  issuer: string;
  atMs: number;
  updatedAtMs: number;
  /** Whether the whole month was signed. */
  isClosed: boolean;
};

const by = <Row>(how: string, value: (row: Row) => FocusValue): Derivation<Row> => ({ how, isShared: false, value });
const always = (text: string) => by(`\`${text}\``, () => text);
const UPDATED = "When the file was made; of closed months, when they were closed";
const NEVER = "Null: no invoice is issued by Switchyard";

/** How each column of Invoice Detail is filled. */
export const INVOICE_COLUMNS: Readonly<Record<string, Derivation<InvoiceLine>>> = {
  BilledCost: by("Sum of BilledCost of the rows of Cost and Usage with this InvoiceDetailId", ({ billed }) => billed),
  BillingAccountId: by("As in Cost and Usage", ({ issuer }) => `${issuer}:default`),
  BillingCurrency: always("USD"),
  BillingPeriodEnd: by("First instant of the next UTC month", ({ atMs }) => billingPeriodOf(atMs).toMs),
  BillingPeriodStart: by("First instant of the UTC month", ({ atMs }) => billingPeriodOf(atMs).fromMs),
  ChargeCategory: by("`Usage`, `Purchase` or `Credit`", ({ category }) => category),
  InvoiceDetailCreated: by("First instant of the UTC month", ({ atMs }) => billingPeriodOf(atMs).fromMs),
  InvoiceDetailDescription: by("Model and provider", ({ service, provider }) => `${service}, ${provider}`),
  InvoiceDetailGrain: by("Model", ({ service }) => JSON.stringify({ ServiceName: service })),
  InvoiceDetailId: by("As in Cost and Usage", (line) => invoiceDetailIdOf(line, line.atMs)),
  InvoiceDetailLastUpdated: by(UPDATED, ({ updatedAtMs }) => updatedAtMs),
  InvoiceId: by("As in Cost and Usage", ({ issuer, atMs }) => invoiceIdOf(issuer, atMs)),
  InvoiceIssueDate: by(NEVER, () => null),
  InvoiceIssueStatus: always("Open"),
  InvoiceIssuerName: by("As in Cost and Usage", ({ issuer }) => issuer),
  PaymentCurrency: always("USD"),
  PaymentDueDate: by(NEVER, () => null),
  PaymentTerms: always("Not Recorded"),
  ReferenceInvoiceId: by("As InvoiceId", ({ issuer, atMs }) => invoiceIdOf(issuer, atMs)),
};

/** How each column of Billing Period is filled. */
export const MONTH_COLUMNS: Readonly<Record<string, Derivation<IssuerMonth>>> = {
  BillingPeriodCreated: by("First instant of the UTC month", ({ atMs }) => billingPeriodOf(atMs).fromMs),
  BillingPeriodEnd: by("First instant of the next UTC month", ({ atMs }) => billingPeriodOf(atMs).toMs),
  BillingPeriodLastUpdated: by(UPDATED, ({ updatedAtMs }) => updatedAtMs),
  BillingPeriodStart: by("First instant of the UTC month", ({ atMs }) => billingPeriodOf(atMs).fromMs),
  BillingPeriodStatus: by("`Closed` once the whole UTC month was closed in the ledger, else `Open`", ({ isClosed }) =>
    isClosed ? "Closed" : "Open",
  ),
  InvoiceIssuerName: by("As in Cost and Usage", ({ issuer }) => issuer),
};
