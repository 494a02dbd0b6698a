"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { RepricePreview } from "@/lib/contract/reprice";
import { displayPicoUsdChange, displayUsd, formatWhole } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { t } from "@/lib/messages/translate";
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
    <Panel
      title={t("Difference")}
      subtitle={t("{attempts} attempts looked at, {days}", {
        attempts: formatWhole(total.attempts),
        days: describeDays(preview),
      })}
    >
      <p className={classes.facts}>
        <span>{t("{count} change", { count: formatWhole(total.changed) })}</span>
        <span>{t("{count} newly priced", { count: formatWhole(total.newly_priced) })}</span>
        <span>{t("{count} would lose their cost", { count: formatWhole(total.became_unpriced) })}</span>
        <strong>
          {t("{before} to {after} ({change})", {
            before: displayUsd(total.former_usd),
            after: displayUsd(total.new_usd),
            change: displayPicoUsdChange(parseUsd(total.difference_usd)),
          })}
        </strong>
      </p>
      <DifferenceTables difference={preview} />
      <ul className={classes.notes}>
        {gone && (
          <li>
            {t(
              "{days} days from {from} to {to} stay as they are: their single attempts are no longer retained. Days that were archived can be restored first.",
              {
                days: formatWhole(gone.days),
                from: gone.from,
                to: gone.to,
              },
            )}
          </li>
        )}
        {preview.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {total.changed > 0 ? (
        <form
          aria-label={t("Apply the difference")}
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            onApply(reason);
          }}
        >
          <ReasonField value={reason} onChange={setReason} />
          <Button type="submit" loading={isPending} disabled={isRunning || reason.trim() === ""}>
            {t("Apply to {count} attempts", { count: formatWhole(total.changed) })}
          </Button>
        </form>
      ) : (
        <p>{t("Nothing to apply: every attempt costs what the prices of today come to.")}</p>
      )}
    </Panel>
  );
}
