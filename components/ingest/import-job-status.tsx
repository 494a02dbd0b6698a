import { Button } from "@/components/ui/button";
import type { ImportProgress, ImportResult } from "@/lib/client/imports/import-file";
import { type ImportJob, importJobs } from "@/lib/client/imports/import-job";
import { formatWhole } from "@/lib/domain/format";
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
          <progress className={classes.progress} value={job.progress?.share ?? undefined} max={1} aria-label="Import" />
          <p className={classes.help}>
            <strong>{name}</strong>: {describeProgress(job.progress)}. It continues while this tab is open, on any page.
          </p>
          <div>
            <Button variant="default" onClick={importJobs.stop}>
              Stop
            </Button>
          </div>
        </>
      );
    case "stopped":
      return (
        <p className={classes.help}>
          <strong>Stopped</strong> after {formatWhole(job.progress?.run?.rows_done ?? 0)} rows of {name}. Importing the
          same file again continues from there.
        </p>
      );
    case "failed":
      return (
        <>
          <p className={classes.problem}>{job.error.message}</p>
          {job.error.name === "OtherMappingError" && (
            <div>
              <Button variant="default" onClick={() => importJobs.start({ ...job.request, isConfirmed: true })}>
                Import anyway
              </Button>
            </div>
          )}
        </>
      );
    case "done":
      return <Result {...job.result} />;
  }
}

function describeProgress(progress: ImportProgress | null): string {
  if (progress?.phase !== "sending") return "reading the file";
  return `${formatWhole(progress.run?.rows_done)} rows done`;
}

function Result({ run, reasons, isRepeated }: ImportResult) {
  const isNothing = run.accepted + run.duplicates === 0;
  return (
    <>
      <p className={isNothing ? classes.problem : classes.help}>
        <strong>{describeResult(isRepeated, isNothing)}:</strong> {formatWhole(run.accepted)} stored,{" "}
        {formatWhole(run.duplicates)} known already, {formatWhole(run.rejected)} rejected
        {run.ignored > 0 && `, ${formatWhole(run.ignored)} no attempts`}.
      </p>
      {reasons.length > 0 && (
        <ul className={classes.errors}>
          {reasons.map(({ reason, count, first_lines }) => (
            <li key={reason}>
              {formatWhole(count)} × {reason} (line {first_lines.join(", ")})
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function describeResult(isRepeated: boolean, isNothing: boolean): string {
  if (isRepeated) return "This file was imported before";
  return isNothing ? "Nothing was stored" : "Done";
}
