import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { rich } from "@/components/ui/rich";
import type { ImportProgress, ImportResult } from "@/lib/client/imports/import-file";
import { type ImportJob, importJobs } from "@/lib/client/imports/import-job";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./ingest.module.css";

/** How far the import of this tab is, and what became of it. */
export function ImportJobStatus({ job }: { job: ImportJob | null }) {
  return (
    <div aria-live="polite" className={classes.stack}>
      {job && <Status job={job} />}
    </div>
  );
}

function Status({ job }: { job: ImportJob }) {
  const { name } = job.request.file;
  switch (job.state) {
    case "running":
      return (
        <>
          <progress
            className={classes.progress}
            value={job.progress?.share ?? undefined}
            max={1}
            aria-label={t("Import")}
          />
          <p className={classes.help}>{describeProgress(name, job.progress)}</p>
          <div>
            <Button variant="default" onClick={importJobs.stop}>
              {t("Stop")}
            </Button>
          </div>
        </>
      );
    case "stopped":
      return (
        <p className={classes.help}>
          {rich("<b>Stopped</b> after {rows} rows of {name}. Importing the same file again continues from there.", {
            b: bold,
            rows: formatWhole(job.progress?.run?.rows_done ?? 0),
            name,
          })}
        </p>
      );
    case "failed":
      return (
        <>
          <p className={classes.problem}>{job.error.message}</p>
          {job.error.name === "OtherMappingError" && (
            <div>
              <Button variant="default" onClick={() => importJobs.start({ ...job.request, isConfirmed: true })}>
                {t("Import anyway")}
              </Button>
            </div>
          )}
        </>
      );
    case "done":
      return <Result {...job.result} />;
  }
}

function describeProgress(name: string, progress: ImportProgress | null): ReactNode {
  return progress?.phase === "sending"
    ? rich("<b>{name}</b>: {rows} rows done. It continues while this tab is open, on any page.", {
        b: bold,
        name,
        rows: formatWhole(progress.run?.rows_done),
      })
    : rich("<b>{name}</b>: reading the file. It continues while this tab is open, on any page.", { b: bold, name });
}

function bold(text: ReactNode): ReactNode {
  return <strong>{text}</strong>;
}

function Result({ run, reasons, isRepeated }: ImportResult) {
  const isNothing = run.accepted + run.duplicates === 0;
  return (
    <>
      <p className={isNothing ? classes.problem : classes.help}>
        {rich(
          "<b>{result}:</b> {accepted} stored, {duplicates} known already, {rejected} rejected{ignored, plural, =0 {} other {, # no attempts}}.",
          {
            b: bold,
            result: describeResult(isRepeated, isNothing),
            accepted: formatWhole(run.accepted),
            duplicates: formatWhole(run.duplicates),
            rejected: formatWhole(run.rejected),
            ignored: run.ignored,
          },
        )}
      </p>
      {reasons.length > 0 && (
        <ul className={classes.errors}>
          {reasons.map(({ reason, count, first_lines }) => (
            <li key={reason}>
              {t("{count} × {reason} (line {lines})", {
                count: formatWhole(count),
                reason,
                lines: first_lines.join(", "),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function describeResult(isRepeated: boolean, isNothing: boolean): string {
  if (isRepeated) return t("This file was imported before");
  return isNothing ? t("Nothing was stored") : t("Done");
}
