"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ApiError } from "@/lib/client/api-error";
import { errorText } from "@/lib/client/error-text";
import { send } from "@/lib/client/send";
import { type Message, message, t } from "@/lib/messages/translate";
import { FormField } from "./form-field";
import { messagesOf } from "./price-draft";
import classes from "./prices.module.css";

const EMPTY = { currency: "", day: "", to: "", per_usd: "", source: "" };
const FIELDS: readonly { name: keyof typeof EMPTY; label: Message; path: string; type?: "date"; hint?: Message }[] = [
  { name: "currency", label: message("Currency"), path: "rates.0.currency", hint: message("Such as CNY.") },
  { name: "day", label: message("Day (UTC)"), path: "rates.0.day", type: "date" },
  { name: "to", label: message("Last day"), path: "rates.0.to", type: "date", hint: message("Empty: that day alone.") },
  { name: "per_usd", label: message("For a dollar"), path: "rates.0.per_usd", hint: message("Such as 7.0789.") },
  { name: "source", label: message("Source"), path: "source" },
];
const nothing = () => {};
/** What the API sends back as the code of a jump that must be meant. */
const CODE = "rates.0";

/** Adds the rate of a day, or of several with the same. */
export function RateForm({ onSaved }: { onSaved: () => Promise<void> }) {
  const [draft, setDraft] = useState(EMPTY);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [isMeant, setMeant] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const isJump = "confirm" in problems;

  async function submit() {
    const { source, to, ...rate } = draft;
    setPending(true);
    setFailure(null);
    try {
      const rates = [{ ...rate, ...(to !== "" && { to }) }];
      await send("post", "/api/v1/exchange-rates", {}, { rates, source, confirm: isMeant ? [CODE] : [] });
      setDraft(EMPTY);
      setProblems({});
      setMeant(false);
      await onSaved();
    } catch (error) {
      setProblems(error instanceof ApiError ? messagesOf(error.fields) : {});
      setFailure(errorText(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <form
      noValidate
      aria-label={t("Add a rate")}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={classes.fields}>
        {FIELDS.map(({ name, label, hint, ...field }) => (
          <FormField
            key={name}
            {...field}
            label={t(label)}
            hint={hint && t(hint)}
            value={draft[name]}
            problem={(path) => problems[path]}
            visit={nothing}
            onChange={(value) => setDraft({ ...draft, [name]: value })}
          />
        ))}
      </div>
      {isJump && (
        <label className={classes.check}>
          <input type="checkbox" checked={isMeant} onChange={(event) => setMeant(event.currentTarget.checked)} />
          {t("The jump to the day beside it is meant")}
        </label>
      )}
      {failure && (
        <Notice tone="bad" role="alert">
          {failure}
        </Notice>
      )}
      <div className={classes.row}>
        <Button type="submit" variant="default" loading={isPending}>
          {t("Add the rate")}
        </Button>
      </div>
    </form>
  );
}
