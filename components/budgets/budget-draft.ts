import {
  BUDGET_DIMENSIONS,
  type Budget,
  type BudgetDimension,
  type NewBudgetInput,
  newBudgetSchema,
} from "@/lib/contract/budgets";
import type { ErrorFields } from "@/lib/contract/error";
import { BUDGET_PERIODS, type BudgetPeriod } from "@/lib/domain/budgets/budget-period";
import { DEFAULT_THRESHOLDS, THRESHOLD_BASES, type ThresholdBasis } from "@/lib/domain/budgets/budget-threshold";
import { t } from "@/lib/messages/translate";

/** A budget as it stands in the form: texts, as they were typed. */
export type BudgetDraft = {
  name: string;
  dimension: BudgetDimension | "all";
  value: string;
  amount: string;
  currency: string;
  period: BudgetPeriod;
  tz: string;
  owner: string;
} & Record<ThresholdBasis, string>;

export type DraftField = keyof BudgetDraft;

export const DIMENSION_CHOICES = ["all", ...BUDGET_DIMENSIONS] as const;
export const PERIOD_CHOICES = BUDGET_PERIODS;

export function emptyDraft(tz: string): BudgetDraft {
  return {
    name: "",
    dimension: "all",
    value: "",
    amount: "",
    currency: "USD",
    period: "month",
    tz,
    owner: "",
    ...textsOf(DEFAULT_THRESHOLDS),
  };
}

export function draftOf(budget: Budget): BudgetDraft {
  const { name, dimension, value, amount, currency, period, tz, owner, thresholds } = budget;
  return {
    ...{ name, dimension: dimension ?? "all", value: value ?? "", owner: owner ?? "" },
    ...{ amount, currency, period, tz },
    ...textsOf(thresholds),
  };
}

function textsOf(thresholds: Budget["thresholds"] | typeof DEFAULT_THRESHOLDS): Record<ThresholdBasis, string> {
  const text = (basis: ThresholdBasis) =>
    thresholds.flatMap(({ percent, of }) => (of === basis ? [String(percent)] : [])).join(", ");
  return { spent: text("spent"), projected: text("projected") };
}

export function isSameDraft(one: BudgetDraft, other: BudgetDraft): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}

/** What a draft asks for, before it is checked. */
export function inputOf(draft: BudgetDraft): NewBudgetInput {
  const { dimension, value } = draft;
  return {
    name: draft.name.trim(),
    dimension: dimension === "all" ? null : dimension,
    value: dimension === "all" ? null : value.trim(),
    amount: draft.amount.trim().replaceAll(",", ""),
    currency: draft.currency,
    period: draft.period,
    tz: draft.tz.trim(),
    owner: draft.owner.trim() === "" ? null : draft.owner.trim(),
    thresholds: THRESHOLD_BASES.flatMap((of) => percentsOf(draft[of]).map((percent) => ({ percent, of }))),
  };
}

function percentsOf(text: string): number[] {
  const parts = text.split(/[,;\s%]+/).filter((part) => part !== "");
  return parts.map(Number);
}

/** What is wrong with a draft, at the field of the form. */
export function draftProblems(draft: BudgetDraft): Partial<Record<DraftField, string>> {
  const issues = newBudgetSchema.safeParse(inputOf(draft)).error?.issues ?? [];
  const fields: ErrorFields = {};
  for (const { path, message } of issues) {
    const name = path.map(String).join(".");
    fields[name] = [...(fields[name] ?? []), message];
  }
  return fieldProblems(fields, draft);
}

/** The same from what the API refused; of an emptied field, that it is needed. */
export function fieldProblems(fields: ErrorFields, draft: BudgetDraft): Partial<Record<DraftField, string>> {
  const problems: Partial<Record<DraftField, string>> = {};
  for (const [path, messages] of Object.entries(fields)) {
    const field = fieldOf(path, draft);
    if (field === null) continue;
    const isEmpty = draft[field].trim() === "" && (field === "name" || field === "amount" || field === "value");
    problems[field] = isEmpty ? t("Required") : messages.join(". ");
  }
  return problems;
}

const FIELDS: ReadonlySet<string> = new Set<DraftField>([
  "name",
  "dimension",
  "value",
  "amount",
  "currency",
  "period",
  "tz",
  "owner",
]);
const isField = (name: string): name is DraftField => FIELDS.has(name);

function fieldOf(path: string, draft: BudgetDraft): DraftField | null {
  const [first = "", index] = path.split(".");
  if (isField(first)) return first;
  if (first !== "thresholds") return null;
  // Those of what is spent come first.
  return Number(index ?? 0) < percentsOf(draft.spent).length ? "spent" : "projected";
}
