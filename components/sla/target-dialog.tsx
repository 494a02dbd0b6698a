"use client";

import { TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import { Notice } from "@/components/ui/notice";
import { ApiError } from "@/lib/client/api-error";
import type { Target } from "@/lib/contract/targets";
import { TARGET_DIMENSIONS, TARGET_GOALS } from "@/lib/domain/sla/target";
import { t } from "@/lib/messages/translate";
import { SeenValues } from "./seen-values";
import classes from "./sla.module.css";
import {
  draftOf,
  draftProblems,
  FIELD_LABELS,
  fieldProblems,
  inputOf,
  isSameDraft,
  type TargetField,
} from "./target-draft";
import { TargetStaleNotice } from "./target-stale-notice";
import { isStale, type SavedTarget } from "./use-targets";

type TargetDialogProps = {
  /** What is edited; null for a new one. */
  target: Target | null;
  /** What it is by now; null where there is none. */
  current: Target | null;
  save: (saved: SavedTarget) => Promise<unknown>;
  onClose: () => void;
};

/** The form of a target. What was typed stays on screen until it is stored. */
export function TargetDialog({ target, current, save, onClose }: TargetDialogProps) {
  const [base, setBase] = useState(target);
  const [draft, setDraft] = useState(() => draftOf(target));
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const id = useId();
  const problems = draftProblems(draft);
  const refused = error instanceof ApiError && !isStale(error) ? fieldProblems(error.fields) : {};
  const hasNoBudget = inputOf(draft).availability_percent === 100;

  const field = (name: TargetField, hint?: string, list?: string) => (
    <TextInput
      key={name}
      label={t(FIELD_LABELS[name])}
      description={hint}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={draft[name]}
      error={(isChecked ? problems[name] : undefined) ?? refused[name]}
      autoComplete="off"
      list={list}
      onChange={(event) => {
        setDraft({ ...draft, [name]: event.currentTarget.value });
        if (!isStale(error)) setError(null);
      }}
    />
  );

  async function submit() {
    setChecked(true);
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

  function continueOn(next: Target, isTheirs: boolean) {
    setBase(next);
    setError(null);
    if (isTheirs) setDraft(draftOf(next));
  }

  const name = target ? t("Edit target") : t("New target");
  return (
    <AskDialog title={name} isDirty={!isSameDraft(draft, draftOf(base))} onClose={onClose}>
      <form
        noValidate
        aria-label={name}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className={classes.muted}>
          {t(
            "Of what is it? An empty field is of all. The target that names most of these wins; of several that name as many, the strictest.",
          )}
        </p>
        <div className={classes.fields}>{TARGET_DIMENSIONS.map((one) => field(one, undefined, `${id}-${one}`))}</div>
        <p className={classes.muted}>{t("What is asked? At least one of these.")}</p>
        <div className={classes.fields}>
          {TARGET_GOALS.map((one) => field(one, one === "availability_percent" ? t("50 to 100.") : t("Of successes.")))}
        </div>
        <SeenValues id={id} names={TARGET_DIMENSIONS} />
        {hasNoBudget && <Notice tone="warn">{t("At 100 % there is no error budget: every failure is a miss.")}</Notice>}
        {isStale(error) && base && <TargetStaleNotice base={base} current={current} onContinue={continueOn} />}
        <FormFoot
          error={isStale(error) ? null : error}
          submitLabel={target ? t("Save") : t("Add target")}
          isDisabled={isStale(error)}
          {...{ isPending, onClose }}
        />
      </form>
    </AskDialog>
  );
}
