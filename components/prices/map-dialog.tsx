"use client";

import { Group, Textarea } from "@mantine/core";
import { useState } from "react";
import { fromLocalInput, toLocalInput } from "@/components/shell/zoned-time";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ApiError } from "@/lib/client/api-error";
import { errorText } from "@/lib/client/error-text";
import { send } from "@/lib/client/send";
import type { UnpricedRow } from "@/lib/contract/unpriced";
import { t } from "@/lib/messages/translate";
import { FormField } from "./form-field";
import { guessOrigin } from "./guess-origin";
import { pairOf } from "./pair-of";
import { messagesOf } from "./price-draft";
import classes from "./prices.module.css";

type MapDialogProps = {
  row: UnpricedRow;
  origins: readonly string[];
  tz: string;
  onMapped: (origin: string) => Promise<void>;
  onClose: () => void;
};
const nothing = () => {};

/** Prices a name as another model: which one, from when on, and why. */
export function MapDialog({ row, origins, tz, onMapped, onClose }: MapDialogProps) {
  const [origin, setOrigin] = useState(() => guessOrigin(row, origins) ?? "");
  const [from, setFrom] = useState(() => toLocalInput(Date.parse(row.first_at), tz));
  const [typed, setTyped] = useState<string | null>(null);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [isPending, setPending] = useState(false);
  const name = `${row.provider}/${row.model}`;
  // Stored as a note for whoever reads the history: it stays as it is written here.
  const reason = typed ?? (origin === "" ? "" : `${name} is the same model as ${origin}`);
  const problem = (path: string) => problems[path];

  async function submit() {
    const pair = pairOf(origin.trim());
    const validFrom = fromLocalInput(from, tz);
    const missing = {
      ...(pair === null && { from: t("Must be a provider and a model, such as openai/gpt-4o") }),
      ...(validFrom === null && { valid_from: t("Enter a time") }),
      ...(reason.trim() === "" && { reason: t("Required") }),
    };
    setProblems(missing);
    if (pair === null || validFrom === null || reason.trim() === "") return;
    setPending(true);
    try {
      const to = { provider: row.provider, model: row.model };
      await send("post", "/api/v1/prices/copy", {}, { from: pair, to, valid_from: validFrom, reason: reason.trim() });
      await onMapped(origin.trim());
    } catch (error) {
      const fields = error instanceof ApiError ? messagesOf(error.fields) : {};
      const text = errorText(error);
      setProblems(Object.keys(fields).length > 0 ? fields : { form: text });
      setPending(false);
    }
  }

  return (
    <AskDialog title={t("Price {name} as another model", { name })} onClose={onClose}>
      <form
        noValidate
        aria-label={t("Price {name} as another model", { name })}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className={classes.muted}>
          {t(
            "The other model's versions, with all their conditions, are stored under this name. Later changes of the other model's price are not followed.",
          )}
        </p>
        <FormField
          label={t("Price it as")}
          path="from"
          value={origin}
          list="map-origins"
          hint={t("Provider and model, such as openai/gpt-4o.")}
          problem={problem}
          visit={nothing}
          onChange={setOrigin}
        />
        <FormField
          label={t("Valid from ({tz})", { tz })}
          path="valid_from"
          type="datetime-local"
          value={from}
          hint={t(
            "The first attempt seen. New attempts have a cost within a minute; those already stored need a re-price.",
          )}
          problem={problem}
          visit={nothing}
          onChange={setFrom}
        />
        <Textarea
          label={t("Reason")}
          autosize
          minRows={2}
          value={reason}
          error={problems.reason}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <datalist id="map-origins">
          {origins.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
        {(problems.form ?? problems.to) && (
          <Notice tone="bad" role="alert">
            {problems.form ?? problems.to}
          </Notice>
        )}
        <Group gap="xs" justify="end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button type="submit" loading={isPending}>
            {t("Price it so")}
          </Button>
        </Group>
      </form>
    </AskDialog>
  );
}
