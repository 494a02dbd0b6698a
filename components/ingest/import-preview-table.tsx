import type { FileFormat, ImportPreview } from "@/lib/contract/imports";
import classes from "./ingest.module.css";

const EXPECTED: Readonly<Record<FileFormat, string>> = {
  csv: "a CSV whose first line names its columns",
  json: "a JSON array of objects",
  jsonl: "one JSON object a line",
};

/** The first rows of a file, and what each would become. */
export function ImportPreviewTable({ rows, unused_columns: unused, format }: ImportPreview & { format: FileFormat }) {
  if (rows.length === 0) return <p className={classes.help}>The file has no rows.</p>;
  return (
    <>
      {rows.every(({ row }) => row === null) && (
        <p className={classes.problem}>None of the first rows can be read: the file should be {EXPECTED[format]}.</p>
      )}
      {unused.length > 0 && <p className={classes.help}>Columns that fill no field: {unused.join(", ")}</p>}
      <ol className={classes.checked} aria-label="The first rows">
        {rows.map(({ line, record, reasons }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several may name one line, and they change as a whole
          <li key={index} value={line} data-state={record ? "attempt" : "refused"}>
            <strong>{record ? "Would be stored" : "Not stored"}</strong>
            {reasons.length > 0 && <span>{reasons.join("; ")}</span>}
            {record && <pre className={classes.sample}>{describeRecord(record)}</pre>}
          </li>
        ))}
      </ol>
    </>
  );
}

function describeRecord(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .map(([field, value]) => `${field} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ");
}
