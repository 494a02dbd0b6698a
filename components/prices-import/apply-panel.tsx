import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { TextField } from "@/components/ui/text-field";
import { ApiError } from "@/lib/client/api-error";
import type { ImportDiff } from "@/lib/contract/price-import";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
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
  return (
    <Panel title={t("Import")} subtitle={t("All of it is stored, or nothing. Costs already stored stay as they are")}>
      <div className={classes.stack} aria-live="polite">
        {isStale && (
          <Notice tone="warn" role="alert">
            {t("The prices have changed since you looked: above is the new difference. Nothing was imported.")}
          </Notice>
        )}
        {blocking > 0 && (
          <Notice tone="warn">
            {t(
              "{blocking, plural, one {# row waits} other {# rows wait}} for you: confirm what is meant, and leave out what is refused.",
              { blocking },
            )}
          </Notice>
        )}
        {blocking === 0 && stored === 0 && ended === 0 && (
          <Notice>{t("There is nothing to import: the prices are as the list has them.")}</Notice>
        )}
        <Problems error={apply.error} />
        <TextField
          label={t("Reason")}
          placeholder={t("Shown in the history of each price")}
          value={reason}
          onChange={setReason}
        />
        <div className={classes.filters}>
          <Button
            disabled={stored + ended === 0 || blocking > 0 || look.isPending}
            loading={apply.isPending}
            onClick={() => apply.mutate({ state: diff.state, reason })}
          >
            {applyLabel(stored, ended, choice.validFrom === "" ? null : formatInstant(diff.valid_from, tz, "minute"))}
          </Button>
          {isUndecidedIn(diff, decisions) && (
            <Button variant="default" loading={look.isPending} onClick={lookAgain}>
              {t("Check again")}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}

/** "Import 3 prices from now on", "End 1 price from now on", "Import 3 prices and end 1 from 2026-11-20 08:00 on". */
function applyLabel(stored: number, ended: number, instant: string | null): string {
  const from = { when: instant === null ? "now" : "later", from: instant ?? "" };
  return stored === 0 && ended > 0
    ? t("End {ended, plural, one {# price} other {# prices}} from {when, select, now {now} other {{from}}} on", {
        ended,
        ...from,
      })
    : t(
        "Import {stored, plural, one {# price} other {# prices}}{ended, plural, =0 {} other { and end #}} from {when, select, now {now} other {{from}}} on",
        { stored, ended, ...from },
      );
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
          {fields.length > PROBLEMS_SHOWN && (
            <li>{t("and {count} more", { count: formatWhole(fields.length - PROBLEMS_SHOWN) })}</li>
          )}
        </ul>
      )}
    </Notice>
  );
}

function Applied({ diff: { counts, valid_from }, tz }: { diff: ImportDiff; tz: string }) {
  return (
    <Panel title={t("Imported")}>
      <Notice as="div" tone="good" role="status">
        <span>
          {t(
            "{stored, plural, one {# price} other {# prices}} valid from {from}; {closed, plural, one {# earlier version ends} other {# earlier versions end}} where they begin{ended, plural, =0 {} one {; # no longer listed ends then} other {; # no longer listed end then}}.",
            {
              ...{ stored: counts.stored, closed: counts.closed, ended: counts.ended },
              from: formatInstant(valid_from, tz, "minute"),
            },
          )}
        </span>
      </Notice>
      <p className={classes.help}>
        {rich("<link>See the prices</link>. The import is in the audit log.", {
          link: (text) => <Link href="/prices">{text}</Link>,
        })}
      </p>
    </Panel>
  );
}
