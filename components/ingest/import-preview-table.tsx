import type { ImportPreview } from "@/lib/contract/imports";
import classes from "./ingest.module.css";

/** The first rows of a file, and what each would become. */
export function ImportPreviewTable({ rows }: ImportPreview) {
  if (rows.length === 0) return <p className={classes.help}>The file has no rows.</p>;
  return (
    <ol className={classes.checked} aria-label="The first rows">
      {rows.map(({ line, record, reasons }) => (
        <li key={line} value={line} data-state={record ? "attempt" : "refused"}>
          <strong>{record ? "Would be stored" : "Refused"}</strong>
          {reasons.length > 0 && <span>{reasons.join("; ")}</span>}
          {record && <pre className={classes.sample}>{sayRecord(record)}</pre>}
        </li>
      ))}
    </ol>
  );
}

function sayRecord(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .map(([field, value]) => `${field} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ");
}
