import type { FileFormat, ImportPreview } from "@/lib/contract/imports";
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./ingest.module.css";

const UNREADABLE: Readonly<Record<FileFormat, Message>> = {
  csv: message("None of the first rows can be read: the file should be a CSV whose first line names its columns."),
  json: message("None of the first rows can be read: the file should be a JSON array of objects."),
  jsonl: message("None of the first rows can be read: the file should be one JSON object a line."),
};

/** The first rows of a file, and what each would become. */
export function ImportPreviewTable({ rows, unused_columns: unused, format }: ImportPreview & { format: FileFormat }) {
  if (rows.length === 0) return <p className={classes.help}>{t("The file has no rows.")}</p>;
  return (
    <>
      {rows.every(({ row }) => row === null) && <p className={classes.problem}>{t(UNREADABLE[format])}</p>}
      {unused.length > 0 && (
        <p className={classes.help}>{t("Columns that fill no field: {names}", { names: unused.join(", ") })}</p>
      )}
      <ol className={classes.checked} aria-label={t("The first rows")}>
        {rows.map(({ line, record, reasons }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several may name one line, and they change as a whole
          <li key={index} value={line} data-state={record ? "attempt" : "refused"}>
            <strong>{record ? t("Would be stored") : t("Not stored")}</strong>
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
