"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import classes from "@/components/ui/popover.module.css";
import { windowLengthMs } from "@/lib/domain/time/time-window";
import { t } from "@/lib/messages/translate";
import { useReport } from "./use-report";
import { fromLocalInput, toLocalInput } from "./zoned-time";

/** From when to when, in the report zone; starts as what is shown now. */
export function CustomRangeForm({ onDone }: { onDone: () => void }) {
  const { query, tz, change } = useReport();
  const [shown] = useState(() => {
    const end = query.to ? Date.parse(query.to) : Date.now();
    const start = query.from ? Date.parse(query.from) : end - windowLengthMs(query.window ?? "24h");
    return { from: toLocalInput(start, tz), to: toLocalInput(end, tz) };
  });
  const [from, setFrom] = useState(shown.from);
  const [to, setTo] = useState(shown.to);
  const start = fromLocalInput(from, tz);
  const end = fromLocalInput(to, tz);
  const problem =
    start === null || end === null ? t("Enter both times") : start >= end ? t("Must be after the start") : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (problem) return;
    change({ window: null, from: start, to: end });
    onDone();
  }

  return (
    <form onSubmit={submit}>
      <label className={classes.field}>
        {t("From")}
        <input
          type="datetime-local"
          className={classes.input}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      </label>
      <label className={classes.field}>
        {t("To")}
        <input
          type="datetime-local"
          className={classes.input}
          value={to}
          aria-invalid={problem !== null}
          aria-describedby="custom-range-problem"
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <span id="custom-range-problem" className={classes.error}>
          {problem}
        </span>
      </label>
      <p className={classes.note}>{t("In {tz}, up to but not including the end", { tz })}</p>
      <Button type="submit">{t("Show this range")}</Button>
    </form>
  );
}
