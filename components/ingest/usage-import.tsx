"use client";

import { rich } from "@/components/ui/rich";
import { send } from "@/lib/client/send";
import type { ImportedUsage } from "@/lib/contract/usage-record";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { ImportButton } from "./import-button";
import classes from "./ingest.module.css";
import { useFileImport } from "./use-file-import";

/** Takes a console's export of usage by day: what it would become, and then all of it at once. */
export function UsageImport({ file, source }: { file: File; source: string }) {
  const { preview, stored, error } = useFileImport({
    file,
    as: source,
    post: (text, isDryRun) => send("post", "/api/v1/usage/files", {}, { source, text, dry_run: isDryRun }),
  });
  return (
    <div className={classes.stack} aria-live="polite">
      <p className={classes.help}>
        {t(
          "Usage by day counts in spend alone. Days that attempts cover are left out there, and shown. What is imported last replaces what an earlier export had.",
        )}
      </p>
      {error && <p className={classes.problem}>{error.message}</p>}
      {preview.data && !stored.data && <Preview {...preview.data} />}
      {stored.data && <Stored {...stored.data} />}
      <ImportButton file={file} found={preview.data?.records ?? null} stored={stored} />
    </div>
  );
}

function Preview({ rows, records, sample, reasons }: ImportedUsage) {
  return (
    <>
      <p className={classes.help}>
        {t("{rows} rows are {records} usage records.", { rows: formatWhole(rows), records: formatWhole(records) })}
      </p>
      <Reasons reasons={reasons} />
      <ol className={classes.checked} aria-label={t("The first usage records")}>
        {sample.map((record) => (
          <li key={String(record.id)} data-state="attempt">
            <pre className={classes.sample}>{describeRecord(record)}</pre>
          </li>
        ))}
      </ol>
    </>
  );
}

function Stored({ accepted, duplicates, rejected, reasons }: ImportedUsage) {
  return (
    <>
      <p className={accepted + duplicates === 0 ? classes.problem : classes.help}>
        {rich("<b>Imported:</b> {accepted} stored, {duplicates} known already, {rejected} rejected.", {
          b: (text) => <strong>{text}</strong>,
          accepted: formatWhole(accepted),
          duplicates: formatWhole(duplicates),
          rejected: formatWhole(rejected),
        })}
      </p>
      <Reasons reasons={reasons} />
    </>
  );
}

const REASONS_SHOWN = 10;

function Reasons({ reasons }: Pick<ImportedUsage, "reasons">) {
  if (reasons.length === 0) return null;
  return (
    <ul className={classes.errors}>
      {reasons.slice(0, REASONS_SHOWN).map(({ reason, count, first_lines }) => (
        <li key={reason}>
          {first_lines.some((line) => line > 0)
            ? t("{count} × {reason} (line {lines})", {
                count: formatWhole(count),
                reason,
                lines: first_lines.join(", "),
              })
            : `${formatWhole(count)} × ${reason}`}
        </li>
      ))}
      {reasons.length > REASONS_SHOWN && (
        <li>{t("and {count} others", { count: formatWhole(reasons.length - REASONS_SHOWN) })}</li>
      )}
    </ul>
  );
}

function describeRecord(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .filter(([field]) => field !== "id" && field !== "source")
    .map(([field, value]) => `${field} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ");
}
