"use client";

import { DISCOUNT_BUCKETS } from "@/lib/domain/pricing/discount-rule";
import { message, t } from "@/lib/messages/translate";
import { BUCKET_LABELS, KIND_LABELS } from "./describe-capacity";
import {
  type CapacityDraft,
  capacityProblems,
  type DiscountDraft,
  discountProblems,
  type EndDraft,
  emptyCapacity,
  emptyDiscount,
  emptyEnd,
  endProblems,
} from "./drafts";
import { TermsDialog, type TermsField } from "./terms-dialog";

type DialogProps<D> = { save: (draft: D) => Promise<unknown>; onClose: () => void };

const MODELS = message("Names, or beginnings such as gpt-4*; empty is every model.");
const REASON: TermsField<{ reason: string }> = {
  name: "reason",
  label: message("Reason"),
  hint: message("Stored with it for good."),
};

const CAPACITY_FIELDS: readonly TermsField<CapacityDraft>[] = [
  { name: "name", label: message("Name") },
  { name: "provider", label: message("Provider") },
  { name: "models", label: message("Models"), hint: MODELS },
  { name: "region", label: message("Region"), hint: message("Such as eu-*; empty is any.") },
  {
    ...{ name: "kind", label: message("Paid by") },
    choices: Object.entries(KIND_LABELS).map(([value, label]) => ({ value, label })),
  },
  { name: "units", label: message("Units reserved") },
  { name: "amount", label: message("Price of a unit"), hint: message("For an hour, or a month of a plan.") },
  { name: "currency", label: message("Currency") },
  {
    name: "tokens_per_unit",
    label: message("Tokens a unit takes"),
    hint: message("In an hour, or a month of a plan; may be empty."),
  },
  { name: "zone", label: message("Zone of months"), hint: message("Of a plan alone.") },
  { name: "valid_from", label: message("From (UTC)"), isTime: true, hint: message("On a whole hour.") },
  { name: "valid_to", label: message("To (UTC)"), isTime: true, hint: message("Empty is without end.") },
  REASON,
];

const DISCOUNT_FIELDS: readonly TermsField<DiscountDraft>[] = [
  { name: "name", label: message("Name") },
  { name: "provider", label: message("Provider") },
  { name: "models", label: message("Models"), hint: MODELS },
  {
    ...{ name: "buckets", label: message("Of") },
    choices: [
      { value: "", label: message("Everything") },
      ...DISCOUNT_BUCKETS.map((value) => ({ value, label: BUCKET_LABELS[value] })),
    ],
  },
  { name: "percent", label: message("Percent off list") },
  {
    name: "position",
    label: message("Position"),
    hint: message("Several take their part in this order, each of what is left."),
  },
  {
    ...{ name: "commit", label: message("Commitment") },
    choices: [
      { value: "", label: message("None") },
      ...["month", "quarter", "year"].map((period) => ({
        value: period,
        label: message("For each {period, select, month {month} quarter {quarter} other {year}}", { period }),
      })),
    ],
  },
  { name: "commit_amount", label: message("Amount (USD)"), hint: message("Of the commitment, for each period.") },
  {
    ...{ name: "applies", label: message("Discount on") },
    choices: [
      { value: "all", label: message("All use") },
      { value: "after", label: message("Use beyond the commitment") },
    ],
  },
  { name: "valid_from", label: message("From (UTC)"), isTime: true },
  { name: "valid_to", label: message("To (UTC)"), isTime: true, hint: message("Empty is without end.") },
  REASON,
];

const END_FIELDS: readonly TermsField<EndDraft>[] = [
  { name: "valid_to", label: message("Ends at (UTC)"), isTime: true, hint: message("Capacity on a whole hour.") },
  REASON,
];

export function CapacityDialog({ zone, ...props }: DialogProps<CapacityDraft> & { zone: string }) {
  return (
    <TermsDialog
      {...props}
      title={t("Add capacity")}
      submitLabel={t("Add capacity")}
      fields={CAPACITY_FIELDS}
      initial={emptyCapacity(zone, new Date())}
      problemsOf={capacityProblems}
    />
  );
}

export function DiscountDialog(props: DialogProps<DiscountDraft>) {
  return (
    <TermsDialog
      {...props}
      title={t("Add discount")}
      submitLabel={t("Add discount")}
      fields={DISCOUNT_FIELDS}
      initial={emptyDiscount(new Date())}
      problemsOf={discountProblems}
    />
  );
}

export function EndDialog({ name, ...props }: DialogProps<EndDraft> & { name: string }) {
  return (
    <TermsDialog
      {...props}
      title={t("End {name}", { name })}
      submitLabel={t("End")}
      fields={END_FIELDS}
      initial={emptyEnd(new Date())}
      problemsOf={endProblems}
    />
  );
}
