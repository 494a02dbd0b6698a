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
import { describeDays } from "./describe-days";
import { ReasonField } from "./reason-field";
import classes from "./reprice.module.css";

const TONES: Record<RepriceRun["state"], Tone> = { running: "neutral", done: "good", cancelled: "warn", failed: "bad" };

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
    return <EmptyBox title="No re-price yet" hint="Costs are as they were when attempts came in." />;
  return (
    <>
      <ul className={classes.runs}>
        {runs.map((run) => (
          <li key={run.id} className={classes.run}>
            <div className={classes.row}>
              <strong>{run.undoes === null ? `Re-price ${run.id}` : `Undo of re-price ${run.undoes}`}</strong>
              <Pill tone={TONES[run.state]}>{run.is_cancelling ? "ending" : run.state}</Pill>
              {run.undone_by !== null && <Pill>undone</Pill>}
            </div>
            {run.state === "running" && (
              <progress
                max={Math.max(1, run.days)}
                value={run.days_done}
                aria-label={`Progress of re-price ${run.id}`}
              />
            )}
            <p>{describeResult(run)}</p>
            <p>
              {run.created_by}, {formatInstant(run.created_at, tz)}: {run.reason}
            </p>
            {run.error && <Notice tone="bad">{run.error}</Notice>}
            {canEdit && (
              <div className={classes.row}>
                {run.state === "running" && !run.is_cancelling && (
                  <Button variant="default" onClick={() => onCancel(run.id)}>
                    Cancel after this day
                  </Button>
                )}
                {run.state !== "running" && run.undone_by === null && run.result.changed > 0 && (
                  <Button variant="default" disabled={isRunning} onClick={() => setUndone(run)}>
                    Undo
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
  const change = displayPicoUsdChange(parseUsd(result.difference_usd));
  const left = skipped > 0 ? `; ${formatWhole(skipped)} had changed since and stay as they are` : "";
  return `${describeDays(request)}, ${days_done} of ${days} days: ${formatWhole(result.changed)} attempts changed, ${change}${left}`;
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
      setProblem(error instanceof Error ? error.message : "The server did not answer");
      setPending(false);
    }
  }
  return (
    <AskDialog title={`Undo re-price ${run.id}`} onClose={onClose}>
      <p>
        {formatWhole(run.result.changed)} attempts get back what they cost before, where nothing else has changed them.
      </p>
      <ReasonField value={reason} onChange={setReason} />
      {problem && (
        <Notice tone="bad" role="alert">
          {problem}
        </Notice>
      )}
      <div className={classes.row}>
        <Button loading={isPending} disabled={reason.trim() === ""} onClick={() => void submit()}>
          Undo
        </Button>
        <Button variant="default" onClick={onClose}>
          Keep
        </Button>
      </div>
    </AskDialog>
  );
}
