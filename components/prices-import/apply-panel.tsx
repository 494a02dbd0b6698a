import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import { ApiError } from "@/lib/client/api-error";
import type { ImportDiff } from "@/lib/contract/price-import";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { endedOf, isBlocking, isStored, isUndecidedIn } from "./decisions";
import classes from "./import.module.css";
import type { PriceImportState } from "./use-price-import";

const PROBLEMS_SHOWN = 10;

/** What is stored as it was decided, why, and what came of it. */
export function ApplyPanel({ diff, state }: { diff: ImportDiff; state: PriceImportState }) {
  const [reason, setReason] = useState("");
  const { decisions, apply, isStale, lookAgain, look, tz, choice } = state;
  const blocking = diff.rows.filter((row) => isBlocking(row, decisions)).length;
  const stored = diff.rows.filter((row) => isStored(row, decisions)).length;
  const ended = endedOf(diff, decisions).length;
  if (diff.applied) return <Applied diff={diff} tz={tz} />;
  const from = choice.validFrom === "" ? "from now on" : `from ${formatInstant(diff.valid_from, tz, "minute")} on`;
  return (
    <Panel title="Import" subtitle="All of it is stored, or nothing. Costs already stored stay as they are">
      <div className={classes.stack} aria-live="polite">
        {isStale && (
          <Notice tone="warn" role="alert">
            The prices have changed since you looked: above is the new difference. Nothing was imported.
          </Notice>
        )}
        {blocking > 0 && (
          <Notice tone="warn">
            {formatWhole(blocking)} {blocking === 1 ? "row waits" : "rows wait"} for you: confirm what is meant, and
            leave out what is refused.
          </Notice>
        )}
        {blocking === 0 && stored === 0 && ended === 0 && (
          <Notice>There is nothing to import: the prices are as the list has them.</Notice>
        )}
        <Problems error={apply.error} />
        <TextField
          label="Reason"
          placeholder="Shown in the history of each price"
          value={reason}
          onChange={setReason}
        />
        <div className={classes.filters}>
          <Button
            disabled={stored + ended === 0 || blocking > 0 || look.isPending}
            loading={apply.isPending}
            onClick={() => apply.mutate({ state: diff.state, reason })}
          >
            {applyLabel(stored, ended)} {from}
          </Button>
          {isUndecidedIn(diff, decisions) && (
            <Button variant="default" loading={look.isPending} onClick={lookAgain}>
              Check again
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}

/** "Import 3 prices", "End 1 price", "Import 3 prices and end 1". */
function applyLabel(stored: number, ended: number): string {
  const prices = (count: number) => `${formatWhole(count)} ${count === 1 ? "price" : "prices"}`;
  if (ended === 0) return `Import ${prices(stored)}`;
  return stored === 0 ? `End ${prices(ended)}` : `Import ${prices(stored)} and end ${formatWhole(ended)}`;
}

function Problems({ error }: { error: Error | null }) {
  if (error === null || (error instanceof ApiError && error.code === "PRECONDITION_FAILED")) return null;
  const fields = error instanceof ApiError ? Object.entries(error.fields) : [];
  return (
    <Notice as="div" tone="bad" role="alert">
      <strong>{error.message}</strong>
      {fields.length > 1 && (
        <ul className={classes.changes}>
          {fields.slice(0, PROBLEMS_SHOWN).map(([field, messages]) => (
            <li key={field}>
              {field}: {messages.join(", ")}
            </li>
          ))}
          {fields.length > PROBLEMS_SHOWN && <li>and {formatWhole(fields.length - PROBLEMS_SHOWN)} more</li>}
        </ul>
      )}
    </Notice>
  );
}

function Applied({ diff: { counts, valid_from }, tz }: { diff: ImportDiff; tz: string }) {
  return (
    <Panel title="Imported">
      <Notice as="div" tone="good" role="status">
        <span>
          {formatWhole(counts.stored)} {counts.stored === 1 ? "price" : "prices"} valid from{" "}
          {formatInstant(valid_from, tz, "minute")}; {formatWhole(counts.closed)} earlier{" "}
          {counts.closed === 1 ? "version ends" : "versions end"} where they begin
          {counts.ended > 0 &&
            `; ${formatWhole(counts.ended)} no longer listed ${counts.ended === 1 ? "ends" : "end"} then`}
          .
        </span>
      </Notice>
      <p className={classes.help}>
        <Link href="/prices">See the prices</Link>. The import is in the audit log.
      </p>
    </Panel>
  );
}
