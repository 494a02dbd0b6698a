"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { type ChangeEvent, useId, useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import { ApiError } from "@/lib/client/api-error";
import type { NewExclusionInput } from "@/lib/contract/exclusions";
import { EXCLUSION_DIMENSIONS, EXCLUSION_REASONS } from "@/lib/domain/sla/exclusion";
import { type Message, message, t } from "@/lib/messages/translate";
import {
  EMPTY_DRAFT,
  EXCLUSION_FIELDS,
  type ExclusionField,
  REASON_LABELS,
  readDraft,
  refusedFields,
} from "./exclusion-draft";
import { SeenValues } from "./seen-values";
import classes from "./sla.module.css";

const LABELS: Record<ExclusionField, Message> = {
  model: message("Model"),
  provider: message("Provider"),
  region: message("Region"),
  from: message("From"),
  to: message("To (not included)"),
  reason: message("Reason"),
  note: message("Note"),
  signed_off_by: message("Signed off by"),
};

type ExclusionDialogProps = { tz: string; add: (input: NewExclusionInput) => Promise<unknown>; onClose: () => void };

/** The form of an exclusion: of what, from when to when, why, and who answers for it. */
export function ExclusionDialog({ tz, add, onClose }: ExclusionDialogProps) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const id = useId();
  const { input, problems } = readDraft(draft, tz);
  const refused = error instanceof ApiError ? refusedFields(error.fields) : {};

  const fieldProps = (name: ExclusionField) => ({
    label: t(LABELS[name]),
    value: draft[name],
    error: (isChecked ? problems[name] : undefined) ?? refused[name],
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => {
      setDraft({ ...draft, [name]: currentTarget.value });
      setError(null);
    },
  });

  async function submit() {
    setChecked(true);
    if (!input) return;
    setPending(true);
    try {
      await add(input);
      onClose();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  }

  return (
    <AskDialog
      title={t("New exclusion")}
      isDirty={EXCLUSION_FIELDS.some((name) => draft[name] !== EMPTY_DRAFT[name])}
      onClose={onClose}
    >
      <form
        noValidate
        aria-label={t("New exclusion")}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className={classes.muted}>
          {t(
            "Its minutes are subtracted from what targets are compared with. Recorded attempts stay as they are. An empty field is of all; times are in {tz}.",
            { tz },
          )}
        </p>
        <div className={classes.fields}>
          {EXCLUSION_DIMENSIONS.map((name) => (
            <TextInput key={name} {...fieldProps(name)} autoComplete="off" list={`${id}-${name}`} />
          ))}
          <TextInput {...fieldProps("from")} type="datetime-local" />
          <TextInput {...fieldProps("to")} type="datetime-local" />
          <NativeSelect
            {...fieldProps("reason")}
            data={EXCLUSION_REASONS.map((value) => ({ value, label: t(REASON_LABELS[value]) }))}
          />
          <TextInput {...fieldProps("note")} autoComplete="off" />
          <TextInput {...fieldProps("signed_off_by")} />
        </div>
        <SeenValues id={id} names={EXCLUSION_DIMENSIONS} />
        <FormFoot error={error} submitLabel={t("Add exclusion")} {...{ isPending, onClose }} />
      </form>
    </AskDialog>
  );
}
