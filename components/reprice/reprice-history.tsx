"use client";

import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { Tone } from "@/components/ui/tone";
import type { RepriceRun } from "@/lib/contract/reprice";
import { displayPicoUsdChange, formatInstant, formatWhole } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { type Message, message, t } from "@/lib/messages/translate";
import { describeDays } from "./describe-days";
import { ReasonField } from "./reason-field";
import classes from "./reprice.module.css";

const TONES: Record<RepriceRun["state"], Tone> = { running: "neutral", done: "good", cancelled: "warn", failed: "bad" };
const STATES: Record<RepriceRun["state"], Message> = {
  running: message("running"),
  done: message("done"),
  cancelled: message("cancelled"),
  failed: message("failed"),
};

type Props = {
  runs: readonly RepriceRun[];
  canEdit: boolean;
  tz: string;
  onCancel: (id: number) => void;
  onUndo: (undone: { id: number; reason: string }) => Promise<unknown>;
};

/** What was applied and undone, how far what runs is, and by whom and why. */
export function RepriceHistory({ runs, canEdit, tz, onCancel, onUndo }: Props) {
  const [undone, setUndone] = useState<RepriceRun | null>(null);
  const isRunning = runs.some(({ state }) => state === "running");
  if (runs.length === 0)
    return <EmptyBox title={t("No re-price yet")} hint={t("Costs are as they were when attempts came in.")} />;
  return (
    <>
      <ul className={classes.runs}>
        {runs.map((run) => (
          <li key={run.id} className={classes.run}>
            <div className={classes.row}>
              <strong>
                {run.undoes === null
                  ? t("Re-price {id}", { id: run.id })
                  : t("Undo of re-price {id}", { id: run.undoes })}
              </strong>
              <Pill tone={TONES[run.state]}>{run.is_cancelling ? t("ending") : t(STATES[run.state])}</Pill>
              {run.undone_by !== null && <Pill>{t("undone")}</Pill>}
            </div>
            {run.state === "running" && (
              <progress
                max={Math.max(1, run.days)}
                value={run.days_done}
                aria-label={t("Progress of re-price {id}", { id: run.id })}
              />
            )}
            <p>{describeResult(run)}</p>
            <p>
              {t("{by}, {at}: {reason}", {
                by: run.created_by,
                at: formatInstant(run.created_at, tz),
                reason: run.reason,
              })}
            </p>
            {run.error && <Notice tone="bad">{run.error}</Notice>}
            {canEdit && (
              <div className={classes.row}>
                {run.state === "running" && !run.is_cancelling && (
                  <Button variant="default" onClick={() => onCancel(run.id)}>
                    {t("Cancel after this day")}
                  </Button>
                )}
                {run.state !== "running" && run.undone_by === null && run.result.changed > 0 && (
                  <Button variant="default" disabled={isRunning} onClick={() => setUndone(run)}>
                    {t("Undo")}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {undone && (
        <UndoDialog
          run={undone}
          onClose={() => setUndone(null)}
          onUndo={(reason) => onUndo({ id: undone.id, reason })}
        />
      )}
    </>
  );
}

function describeResult({ result, request, days, days_done, skipped }: RepriceRun): string {
  return t(
    "{range}, {done} of {days} days: {changed} attempts changed, {change}{skipped, plural, =0 {} other {; # had changed since and stay as they are}}",
    {
      range: describeDays(request),
      done: days_done,
      days,
      changed: formatWhole(result.changed),
      change: displayPicoUsdChange(parseUsd(result.difference_usd)),
      skipped,
    },
  );
}

type UndoProps = { run: RepriceRun; onClose: () => void; onUndo: (reason: string) => Promise<unknown> };

function UndoDialog({ run, onClose, onUndo }: UndoProps) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  async function submit() {
    setPending(true);
    try {
      await onUndo(reason);
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : t("The server did not answer"));
      setPending(false);
    }
  }
  return (
    <AskDialog title={t("Undo re-price {id}", { id: run.id })} onClose={onClose}>
      <p>
        {t("{count} attempts get back what they cost before, where nothing else has changed them.", {
          count: formatWhole(run.result.changed),
        })}
      </p>
      <ReasonField value={reason} onChange={setReason} />
      {problem && (
        <Notice tone="bad" role="alert">
          {problem}
        </Notice>
      )}
      <div className={classes.row}>
        <Button loading={isPending} disabled={reason.trim() === ""} onClick={() => void submit()}>
          {t("Undo")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("Keep")}
        </Button>
      </div>
    </AskDialog>
  );
}
