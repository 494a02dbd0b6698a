"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import type { Alert, NewSilenceInput } from "@/lib/contract/alerts";
import { describeLabels } from "@/lib/domain/alerts/observation";
import { HOUR_MS } from "@/lib/domain/time/units";
import { message, t } from "@/lib/messages/translate";
import classes from "./alerts.module.css";

const HOURS = [
  { value: "1", label: message("1 hour") },
  { value: "4", label: message("4 hours") },
  { value: "24", label: message("1 day") },
  { value: "168", label: message("7 days") },
];

type SilenceDialogProps = {
  alert: Alert;
  silence: (input: NewSilenceInput) => Promise<unknown>;
  onClose: () => void;
};

/** Asks for how long and why an alert is silenced. */
export function SilenceDialog({ alert, silence, onClose }: SilenceDialogProps) {
  const { rule, rule_id, labels } = alert;
  const [hours, setHours] = useState("4");
  const [reason, setReason] = useState("");
  const [isVisited, setVisited] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function submit() {
    setVisited(true);
    if (reason.trim() === "") return;
    const until = new Date(Date.now() + Number(hours) * HOUR_MS).toISOString();
    try {
      await silence({ rule_id, labels, reason, until });
      onClose();
    } catch (failure) {
      setError(failure);
    }
  }

  return (
    <AskDialog title={t("Silence {rule}", { rule })} onClose={onClose}>
      <form
        noValidate
        aria-label={t("Silence {rule}", { rule })}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>
          {t("Only {alert}: it still fires on this page, and nobody is notified.", {
            alert: describeLabels(labels) || t("this alert"),
          })}
        </p>
        <div className={classes.fields}>
          <NativeSelect
            label={t("For")}
            data={HOURS.map(({ value, label }) => ({ value, label: t(label) }))}
            value={hours}
            onChange={(event) => setHours(event.currentTarget.value)}
          />
          <TextInput
            label={t("Reason")}
            autoComplete="off"
            value={reason}
            error={isVisited && reason.trim() === "" ? t("Must not be empty") : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </div>
        <FormFoot error={error} submitLabel={t("Silence")} onClose={onClose} />
      </form>
    </AskDialog>
  );
}
