"use client";

import { DISCOUNT_BUCKETS } from "@/lib/domain/pricing/discount-rule";
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

const MODELS = "Names, or beginnings such as gpt-4*; empty is every model.";
const REASON: TermsField<{ reason: string }> = { name: "reason", label: "Reason", hint: "Stored with it for good." };

const CAPACITY_FIELDS: readonly TermsField<CapacityDraft>[] = [
  { name: "name", label: "Name" },
  { name: "provider", label: "Provider" },
  { name: "models", label: "Models", hint: MODELS },
  { name: "region", label: "Region", hint: "Such as eu-*; empty is any." },
  {
    ...{ name: "kind", label: "Paid by" },
    choices: Object.entries(KIND_LABELS).map(([value, { label }]) => ({ value, label })),
  },
  { name: "units", label: "Units reserved" },
  { name: "amount", label: "Price of a unit", hint: "For an hour, or a month of a plan." },
  { name: "currency", label: "Currency" },
  { name: "tokens_per_unit", label: "Tokens a unit takes", hint: "In an hour, or a month of a plan; may be empty." },
  { name: "zone", label: "Zone of months", hint: "Of a plan alone." },
  { name: "valid_from", label: "From (UTC)", isTime: true, hint: "On a whole hour." },
  { name: "valid_to", label: "To (UTC)", isTime: true, hint: "Empty is without end." },
  REASON,
];

const DISCOUNT_FIELDS: readonly TermsField<DiscountDraft>[] = [
  { name: "name", label: "Name" },
  { name: "provider", label: "Provider" },
  { name: "models", label: "Models", hint: MODELS },
  {
    ...{ name: "buckets", label: "Of" },
    choices: [
      { value: "", label: "Everything" },
      ...DISCOUNT_BUCKETS.map((value) => ({ value, label: BUCKET_LABELS[value] })),
    ],
  },
  { name: "percent", label: "Percent off list" },
  { name: "position", label: "Position", hint: "Several take their part in this order, each of what is left." },
  {
    ...{ name: "commit", label: "Commitment" },
    choices: [
      { value: "", label: "None" },
      ...["month", "quarter", "year"].map((value) => ({ value, label: `For each ${value}` })),
    ],
  },
  { name: "commit_amount", label: "Amount (USD)", hint: "Of the commitment, for each period." },
  {
    ...{ name: "applies", label: "Discount on" },
    choices: [
      { value: "all", label: "All use" },
      { value: "after", label: "Use beyond the commitment" },
    ],
  },
  { name: "valid_from", label: "From (UTC)", isTime: true },
  { name: "valid_to", label: "To (UTC)", isTime: true, hint: "Empty is without end." },
  REASON,
];

const END_FIELDS: readonly TermsField<EndDraft>[] = [
  { name: "valid_to", label: "Ends at (UTC)", isTime: true, hint: "Capacity on a whole hour." },
  REASON,
];

export function CapacityDialog({ zone, ...props }: DialogProps<CapacityDraft> & { zone: string }) {
  return (
    <TermsDialog
      {...props}
      title="Add capacity"
      submitLabel="Add capacity"
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
      title="Add discount"
      submitLabel="Add discount"
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
      title={`End ${name}`}
      submitLabel="End"
      fields={END_FIELDS}
      initial={emptyEnd(new Date())}
      problemsOf={endProblems}
    />
  );
}
