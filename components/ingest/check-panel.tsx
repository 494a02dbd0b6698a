"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { send } from "@/lib/client/send";
import { type CheckedEntry, type CheckedLogs, type CountedAttempt, OWN_FORMAT } from "@/lib/contract/log-check";
import { displayUsd, formatCount } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";
import { CHECK_LABELS } from "./check-labels";
import classes from "./ingest.module.css";

/** The formats that are read, by the name they have in addresses. */
export type FormatChoice = { value: string; label: string };

const STATES: Record<CheckedEntry["state"], Message> = {
  attempt: message("Would be stored"),
  ignored: message("Ignored"),
  refused: message("Rejected"),
};

/** Paste what a router sends and see what it would become; nothing is stored. */
export function CheckPanel({ formats }: { formats: readonly FormatChoice[] }) {
  const choices = [{ value: OWN_FORMAT, label: t("Switchyard's own records") }, ...formats];
  const [format, setFormat] = useState(OWN_FORMAT);
  const [text, setText] = useState("");
  const check = useMutation({
    mutationFn: () => send("post", "/api/v1/logs/check", {}, { format, text }),
  });
  const chooseFormat = (chosen: string) => {
    setFormat(chosen);
    // What was said of it is about the other format.
    check.reset();
  };
  return (
    <Panel
      title={t("Check a payload")}
      subtitle={t("How it would be read; nothing is stored")}
      actions={<Select label={t("Format")} hideLabel options={choices} value={format} onChange={chooseFormat} />}
    >
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          check.mutate();
        }}
      >
        <textarea
          className={classes.paste}
          aria-label={t("Payload")}
          placeholder={t("Paste a body that your router posts")}
          spellCheck={false}
          rows={8}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" disabled={text.trim() === ""} loading={check.isPending}>
            {t("Check")}
          </Button>
        </div>
        {/* Said when it changes, for who cannot see that it did. */}
        <div aria-live="polite" className={classes.stack}>
          {check.error && <p className={classes.problem}>{check.error.message}</p>}
          {check.data && <Checked {...check.data} />}
        </div>
      </form>
    </Panel>
  );
}

function Checked({ attempts, ignored, refused, entries }: CheckedLogs) {
  const left = attempts + ignored + refused - entries.length;
  return (
    <>
      <p className={classes.help}>
        {t("{attempts} would be stored, {ignored} ignored, {refused} would be rejected.", {
          attempts: formatCount(attempts),
          ignored: formatCount(ignored),
          refused: formatCount(refused),
        })}
      </p>
      <ol className={classes.checked}>
        {entries.map(({ place, state, record, counted, reasons }) => (
          <li key={place} data-state={state}>
            <strong>{t(STATES[state])}</strong>
            {reasons.length > 0 && <span>{reasons.join("; ")}</span>}
            {counted && <Counted {...counted} />}
            {record && <pre className={classes.sample}>{JSON.stringify(record, null, 1)}</pre>}
          </li>
        ))}
      </ol>
      {left > 0 && <p className={classes.help}>{t("and {count} more", { count: formatCount(left) })}</p>}
    </>
  );
}

function Counted(counted: CountedAttempt) {
  return (
    <>
      <span>{describeCounted(counted)}</span>
      {counted.warnings.map((name) => (
        <span key={name} data-warn>
          {t("{title}. {advice}", { title: t(CHECK_LABELS[name].title), advice: t(CHECK_LABELS[name].advice) })}
        </span>
      ))}
    </>
  );
}

function describeCounted({ model, provider, cost_usd, cost_estimated, has_price }: CountedAttempt): string {
  if (cost_usd !== null) {
    const values = { model, provider, cost: displayUsd(cost_usd) };
    return cost_estimated
      ? t("Counts for {model} at {provider}; costs {cost}, estimated.", values)
      : t("Counts for {model} at {provider}; costs {cost}.", values);
  }
  return has_price
    ? t("Counts for {model} at {provider}; its cost is unknown: usage is missing, or has no price.", {
        model,
        provider,
      })
    : t("Counts for {model} at {provider}; no price is known.", { model, provider });
}
