"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { useShell } from "@/components/shell/shell-context";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import { ApiError } from "@/lib/client/api-error";
import type { Budget } from "@/lib/contract/budgets";
import { type Message, message, t } from "@/lib/messages/translate";
import {
  type BudgetDraft,
  DIMENSION_CHOICES,
  type DraftField,
  draftOf,
  draftProblems,
  emptyDraft,
  fieldProblems,
  isSameDraft,
  PERIOD_CHOICES,
} from "./budget-draft";
import classes from "./budgets.module.css";
import { PERIOD_LABELS, SCOPE_LABELS } from "./describe-budget";
import { FIELD_LABELS } from "./field-labels";
import { StaleNotice } from "./stale-notice";
import { isStale, type SavedBudget } from "./use-budgets";
import { useCurrencies } from "./use-currencies";

type BudgetDialogProps = {
  /** What is edited; null for a new one. */
  budget: Budget | null;
  /** What it is by now; null where there is none. */
  current: Budget | null;
  tz: string;
  save: (saved: SavedBudget) => Promise<unknown>;
  onClose: () => void;
};

const HINTS: Partial<Record<DraftField, Message>> = {
  amount: message("For each period."),
  currency: message("Those with exchange rates; add others on Prices, below the list."),
  tz: message("An IANA zone, such as Asia/Shanghai."),
  owner: message("Who answers for it; may be empty."),
  spent: message("Percentages, such as 50, 80, 100."),
  projected: message("Of what is projected for the whole period."),
};

/** The form of a budget. What was typed stays on screen until it is stored. */
export function BudgetDialog({ budget, current, tz, save, onClose }: BudgetDialogProps) {
  const [base, setBase] = useState(budget);
  const [draft, setDraft] = useState<BudgetDraft>(() => (base ? draftOf(base) : emptyDraft(tz)));
  const [visited, setVisited] = useState<ReadonlySet<DraftField>>(new Set());
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const { dimensions } = useShell();
  const currencies = useCurrencies();
  const id = useId();
  const problems = draftProblems(draft);
  const isDirty = !isSameDraft(draft, base ? draftOf(base) : emptyDraft(tz));
  const refused = error instanceof ApiError && !isStale(error) ? fieldProblems(error.fields, draft) : {};

  const change = (edit: Partial<BudgetDraft>) => {
    setDraft({ ...draft, ...edit });
    if (!isStale(error)) setError(null);
  };
  const fieldProps = (name: DraftField) => ({
    label: t(FIELD_LABELS[name]),
    description: HINTS[name] && t(HINTS[name]),
    inputWrapperOrder: ["label", "input", "description", "error"] as ("label" | "input" | "description" | "error")[],
    value: draft[name],
    error: (visited.has(name) ? problems[name] : undefined) ?? refused[name],
    onBlur: () => setVisited(new Set([...visited, name])),
  });
  const text = (name: Exclude<DraftField, "dimension" | "currency" | "period">, list?: string) => (
    <TextInput
      {...fieldProps(name)}
      autoComplete="off"
      list={list}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );

  async function submit() {
    setVisited(new Set(Object.keys(FIELD_LABELS).filter((name): name is DraftField => name in draft)));
    if (Object.keys(problems).length > 0) return;
    setPending(true);
    try {
      await save({ draft, base });
      onClose();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  }

  function continueOn(next: Budget, isTheirs: boolean) {
    setBase(next);
    setError(null);
    if (isTheirs) setDraft(draftOf(next));
  }

  return (
    <AskDialog
      title={budget ? t("Edit {name}", { name: budget.name }) : t("New budget")}
      isDirty={isDirty}
      onClose={onClose}
    >
      <form
        noValidate
        aria-label={budget ? t("Edit budget") : t("New budget")}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={classes.fields}>
          {text("name")}
          <NativeSelect
            {...fieldProps("dimension")}
            data={DIMENSION_CHOICES.map((value) => ({ value, label: t(SCOPE_LABELS[value]) }))}
            onChange={({ currentTarget: { value } }) => {
              const dimension = DIMENSION_CHOICES.find((choice) => choice === value);
              if (dimension) change({ dimension, value: "" });
            }}
          />
          {draft.dimension !== "all" && text("value", `${id}-values`)}
          {text("amount")}
          <NativeSelect
            {...fieldProps("currency")}
            data={[...new Set([...currencies, draft.currency])]}
            onChange={(event) => change({ currency: event.currentTarget.value })}
          />
          <NativeSelect
            {...fieldProps("period")}
            data={PERIOD_CHOICES.map((value) => ({ value, label: t(PERIOD_LABELS[value]) }))}
            onChange={({ currentTarget: { value } }) => {
              const period = PERIOD_CHOICES.find((choice) => choice === value);
              if (period) change({ period });
            }}
          />
          {text("tz", `${id}-zones`)}
          {text("owner")}
          {text("spent")}
          {text("projected")}
        </div>
        <datalist id={`${id}-values`}>
          {draft.dimension !== "all" &&
            (dimensions[draft.dimension] ?? []).map((value) => <option key={value} value={value} />)}
        </datalist>
        <datalist id={`${id}-zones`}>
          {Intl.supportedValuesOf("timeZone").map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        {isStale(error) && base && (
          <StaleNotice
            base={base}
            current={current}
            onKeep={() => current && continueOn(current, false)}
            onLoad={() => current && continueOn(current, true)}
          />
        )}
        <FormFoot
          error={isStale(error) ? null : error}
          submitLabel={budget ? t("Save") : t("Add budget")}
          isDisabled={isStale(error)}
          {...{ isPending, onClose }}
        />
      </form>
    </AskDialog>
  );
}
