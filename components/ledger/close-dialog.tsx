"use client";

import { Group, Textarea, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { rich } from "@/components/ui/rich";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/client/api-error";
import { errorText } from "@/lib/client/error-text";
import type { MonthQuestion } from "@/lib/contract/month-statement";
import type { Month } from "@/lib/contract/months";
import { displayUsd, formatInstant, formatWhole } from "@/lib/domain/format";
import { isTimeZone } from "@/lib/domain/time/time-zone";
import { t } from "@/lib/messages/translate";
import { monthName } from "./describe-month";
import { describeQuestion } from "./describe-question";
import classes from "./ledger.module.css";
import { useCloseMonth, useClosePreview } from "./use-months";

type CloseDialogProps = {
  month: Month;
  zone: string;
  onClosed: (month: string) => void;
  onClose: () => void;
};

/** What closing a month signs, and a box to tick for each thing that is not certain about it. */
export function CloseDialog({ month: { month }, zone: firstZone, onClosed, onClose }: CloseDialogProps) {
  const [zone, setZone] = useState(firstZone);
  const [typed, setTyped] = useState(firstZone);
  const [note, setNote] = useState("");
  const [ticked, setTicked] = useState<ReadonlySet<MonthQuestion>>(new Set());
  const preview = useClosePreview({ month, zone });
  const close = useCloseMonth();
  const id = useId();
  const data = preview.error ? undefined : preview.data;
  const open = data?.open_questions ?? [];
  const arisen = close.error instanceof ApiError && "acknowledged" in close.error.fields;
  const isReady =
    data !== undefined && !preview.isFetching && open.every((each) => !each.is_blocking && ticked.has(each.kind));

  function changeZone(value: string) {
    setTyped(value);
    if (!isTimeZone(value)) return;
    setZone(value);
    setTicked(new Set());
  }

  return (
    <AskDialog title={t("Close {month}", { month: monthName(month) })} onClose={onClose}>
      <form
        noValidate
        aria-label={t("Close {month}", { month: monthName(month) })}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          close.mutate(
            { month, zone, note, acknowledged: [...ticked] },
            {
              onSuccess: () => {
                onClosed(month);
                onClose();
              },
              // Something else may be open by now: it is shown to be acknowledged.
              onError: () => void preview.refetch(),
            },
          );
        }}
      >
        <TextInput
          label={t("Time zone")}
          list={`${id}-zones`}
          autoComplete="off"
          value={typed}
          error={isTimeZone(typed) ? undefined : t("Must be an IANA time zone, such as Asia/Shanghai")}
          onChange={(event) => changeZone(event.currentTarget.value)}
        />
        <datalist id={`${id}-zones`}>
          {Intl.supportedValuesOf("timeZone").map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {preview.isPending && <Skeleton height={120} />}
        {preview.error && (
          <Notice tone="bad" role="alert">
            {errorText(preview.error)}
          </Notice>
        )}
        {data && (
          <>
            <p className={classes.text}>
              {rich("{from} to {to}: {cost}, {attempts} attempts, {usageRecords} usage records.", {
                from: formatInstant(data.from, zone, "minute"),
                to: formatInstant(data.to, zone, "minute"),
                cost: <strong>{displayUsd(data.cost_usd)}</strong>,
                attempts: formatWhole(data.attempts),
                usageRecords: formatWhole(data.usage_records),
              })}
            </p>
            {open.length === 0 && <Notice tone="good">{t("Nothing is open.")}</Notice>}
            {open.length > 0 && (
              <fieldset className={classes.questions}>
                <legend>{t("Open, and to be acknowledged")}</legend>
                {open.map((question) =>
                  question.is_blocking ? (
                    <Notice key={question.kind} tone="bad">
                      {describeQuestion(question, zone)}
                    </Notice>
                  ) : (
                    <label key={question.kind} className={classes.question}>
                      <input
                        type="checkbox"
                        checked={ticked.has(question.kind)}
                        onChange={({ currentTarget: { checked } }) => {
                          const others = [...ticked].filter((kind) => kind !== question.kind);
                          setTicked(new Set(checked ? [...others, question.kind] : others));
                        }}
                      />
                      <span>{describeQuestion(question, zone)}</span>
                    </label>
                  ),
                )}
              </fieldset>
            )}
          </>
        )}
        <Textarea
          label={t("Note")}
          description={t("Stands on the statement; may be empty.")}
          maxLength={1_000}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {close.error && (
          <Notice tone={arisen ? "warn" : "bad"} role="alert">
            {arisen
              ? t("Something else is open since you looked. Read it above, and close again.")
              : errorText(close.error)}
          </Notice>
        )}
        <p className={classes.text}>{t("A closed month stays as it is: this cannot be undone.")}</p>
        <Group gap="xs" justify="end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button type="submit" loading={close.isPending} disabled={!isReady}>
            {t("Close and sign")}
          </Button>
        </Group>
      </form>
    </AskDialog>
  );
}
