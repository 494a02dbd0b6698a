"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { RepricePreview } from "@/lib/contract/reprice";
import { displayPicoUsdChange, displayUsd, formatWhole } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { describeDays } from "./describe-days";
import { DifferenceTables } from "./difference-tables";
import { ReasonField } from "./reason-field";
import classes from "./reprice.module.css";

type Props = {
  preview: RepricePreview;
  isRunning: boolean;
  isPending: boolean;
  onApply: (reason: string) => void;
};

/** What would change and why, and the button that changes just that. */
export function DifferencePanel({ preview, isRunning, isPending, onApply }: Props) {
  const [reason, setReason] = useState("");
  const { total, days_without_attempts: gone } = preview;
  return (
    <Panel title="Difference" subtitle={`${formatWhole(total.attempts)} attempts looked at, ${describeDays(preview)}`}>
      <p className={classes.facts}>
        <span>{formatWhole(total.changed)} change</span>
        <span>{formatWhole(total.newly_priced)} newly priced</span>
        <span>{formatWhole(total.became_unpriced)} would lose their cost</span>
        <strong>
          {displayUsd(total.former_usd)} to {displayUsd(total.new_usd)} (
          {displayPicoUsdChange(parseUsd(total.difference_usd))})
        </strong>
      </p>
      <DifferenceTables difference={preview} />
      <ul className={classes.notes}>
        {gone && (
          <li>
            {formatWhole(gone.days)} days from {gone.from} to {gone.to} stay as they are: their single attempts are no
            longer retained.
          </li>
        )}
        {preview.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {total.changed > 0 ? (
        <form
          aria-label="Apply the difference"
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            onApply(reason);
          }}
        >
          <ReasonField value={reason} onChange={setReason} />
          <Button type="submit" loading={isPending} disabled={isRunning || reason.trim() === ""}>
            Apply to {formatWhole(total.changed)} attempts
          </Button>
        </form>
      ) : (
        <p>Nothing to apply: every attempt costs what the prices of today come to.</p>
      )}
    </Panel>
  );
}
