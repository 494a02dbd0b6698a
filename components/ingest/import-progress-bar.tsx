import type { ImportProgress, ImportResult } from "@/lib/client/imports/import-file";
import { formatWhole } from "@/lib/domain/format";
import classes from "./ingest.module.css";

type ImportProgressBarProps = { progress: ImportProgress | null; error: Error | null; result: ImportResult | null };

/** How far an import is, and what became of it. */
export function ImportProgressBar({ progress, error, result }: ImportProgressBarProps) {
  return (
    <div aria-live="polite" className={classes.stack}>
      {progress && (
        <>
          <progress className={classes.progress} value={progress.share ?? undefined} max={1} aria-label="Import" />
          <p className={classes.help}>
            {progress.phase === "reading"
              ? "Reading the file …"
              : `${formatWhole(progress.run?.rows_done)} rows done …`}
          </p>
        </>
      )}
      {error && <p className={classes.problem}>{error.message}</p>}
      {result && <Result {...result} />}
    </div>
  );
}

function Result({ run, reasons, isRepeated }: ImportResult) {
  return (
    <>
      <p className={classes.help}>
        <strong>{isRepeated ? "This file was imported before:" : "Done:"}</strong> {formatWhole(run.accepted)} stored,{" "}
        {formatWhole(run.duplicates)} known already, {formatWhole(run.rejected)} refused
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
