"use client";

import type { UseMutationResult } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Reconciliation, ReconciliationChange } from "@/lib/contract/reconciliations";
import { t } from "@/lib/messages/translate";
import classes from "./reconciliation.module.css";

type SignOffProps = {
  of: Reconciliation;
  canEdit: boolean;
  change: UseMutationResult<Reconciliation, Error, { of: Reconciliation; change: ReconciliationChange }>;
};

/** A note, and who accepted what was found. */
export function SignOff({ of, canEdit, change }: SignOffProps) {
  const [note, setNote] = useState(of.note ?? "");
  const id = useId();
  const { accepted_by: by, accepted_at: at } = of;
  const isChanged = note.trim() !== (of.note ?? "");
  const save = (edit: ReconciliationChange) => change.mutate({ of, change: edit });
  return (
    <div className={classes.form}>
      <p className={classes.help}>
        {by && at ? t("Accepted by {by} on {day}.", { by, day: at.slice(0, 10) }) : t("Not accepted yet.")}{" "}
        {t("What is accepted is neither compared again nor deleted.")}
      </p>
      {canEdit ? (
        <>
          <label htmlFor={id} className={classes.label}>
            {t("Note")}
          </label>
          <textarea
            id={id}
            rows={3}
            maxLength={2_000}
            className={classes.note}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <div className={classes.buttons}>
            <Button variant="default" disabled={!isChanged || change.isPending} onClick={() => save({ note })}>
              {t("Save note")}
            </Button>
            <Button
              variant={by ? "default" : "filled"}
              loading={change.isPending}
              onClick={() => save({ accepted: by === null, ...(isChanged && { note }) })}
            >
              {by ? t("Take back") : t("Accept")}
            </Button>
          </div>
        </>
      ) : (
        of.note && <p className={classes.noteText}>{of.note}</p>
      )}
    </div>
  );
}
