"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import { ApiError } from "@/lib/client/api-error";
import { type ExportSchedule, type NewScheduleInput, newScheduleSchema } from "@/lib/contract/export-schedules";
import { FOCUS_FORMATS } from "@/lib/contract/focus";
import { COPY_PERIODS } from "@/lib/domain/copies/copy-period";
import { FOCUS_DATASETS, FOCUS_VERSIONS } from "@/lib/domain/focus/spec-types";
import { t } from "@/lib/messages/translate";
import classes from "./copies.module.css";
import { DATASET_LABELS, PERIOD_LABELS, TARGET_LABELS } from "./describe-copy";

type CopyDialogProps = {
  targets: readonly ExportSchedule["target"][];
  create: (input: NewScheduleInput) => Promise<unknown>;
  onClose: () => void;
};
type Draft = Record<keyof NewScheduleInput, string>;
type Field = keyof Draft;
type Choices = readonly { value: string; label: string }[];

const choices = <Value extends string>(values: readonly Value[], label: (value: Value) => string): Choices =>
  values.map((value) => ({ value, label: label(value) }));

/** The form of a scheduled copy. What was typed stays on screen until it is stored. */
export function CopyDialog({ targets, create, onClose }: CopyDialogProps) {
  const [draft, setDraft] = useState<Draft>({
    ...{ name: "", every: "month", dataset: "cost_and_usage", version: "1.4", format: "csv" },
    ...{ target: targets[0] ?? "folder", path: "" },
  });
  const [isVisited, setVisited] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const parsed = newScheduleSchema.safeParse(draft);
  const problemOf = (name: Field) => {
    const own = parsed.error?.issues.find(({ path: [field] }) => field === name)?.message;
    const refused = error instanceof ApiError ? error.fields?.[name]?.[0] : undefined;
    return (isVisited ? own : undefined) ?? refused;
  };
  const change = (name: Field, value: string) => {
    setDraft({ ...draft, [name]: value });
    setError(null);
  };
  const select = (name: Field, label: string, data: Choices) => (
    <NativeSelect
      label={label}
      data={[...data]}
      value={draft[name]}
      error={problemOf(name)}
      onChange={(event) => change(name, event.currentTarget.value)}
    />
  );
  const text = (name: Field, label: string, description?: string) => (
    <TextInput
      {...{ label, description }}
      autoComplete="off"
      value={draft[name]}
      error={problemOf(name)}
      onChange={(event) => change(name, event.currentTarget.value)}
    />
  );

  async function submit() {
    setVisited(true);
    if (!parsed.success) return;
    setPending(true);
    try {
      await create(parsed.data);
      onClose();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  }

  return (
    <AskDialog title={t("New copy")} onClose={onClose}>
      <form
        noValidate
        aria-label={t("New copy")}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={classes.fields}>
          {text("name", t("Name"))}
          {select(
            "every",
            t("When"),
            choices(COPY_PERIODS, (value) => t(PERIOD_LABELS[value])),
          )}
          {select(
            "dataset",
            t("What"),
            choices(FOCUS_DATASETS, (value) => t(DATASET_LABELS[value])),
          )}
          {select(
            "version",
            t("FOCUS version"),
            choices(FOCUS_VERSIONS, (value) => value),
          )}
          {select(
            "format",
            t("Format"),
            choices(FOCUS_FORMATS, (value) => value.toUpperCase()),
          )}
          {select(
            "target",
            t("Where"),
            choices(targets, (value) => t(TARGET_LABELS[value])),
          )}
          {text("path", t("Path"), t("Beneath the folder or in the bucket, such as finops/daily; may be empty."))}
        </div>
        <FormFoot {...{ error, isPending, onClose }} submitLabel={t("Add copy")} />
      </form>
    </AskDialog>
  );
}
