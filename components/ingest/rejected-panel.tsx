"use client";

import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import type { RejectedRecord } from "@/lib/contract/rejected-records";
import { formatInstant, UNKNOWN_TEXT } from "@/lib/domain/format";
import classes from "./ingest.module.css";

/** The records refused last, and why. */
export function RejectedPanel({ records }: { records: readonly RejectedRecord[] }) {
  const { tz } = useReport();
  const columns: DataColumn<RejectedRecord>[] = [
    {
      id: "at",
      header: "Received",
      value: ({ received_at }) => received_at,
      cell: (row) => formatInstant(row.received_at, tz),
    },
    { id: "key", header: "Key", value: ({ key_name }) => key_name ?? UNKNOWN_TEXT },
    { id: "id", header: "Record", value: ({ record_id }) => record_id ?? UNKNOWN_TEXT },
    {
      id: "why",
      header: "Why",
      wrap: true,
      value: ({ errors }) => errors[0]?.path,
      cell: (row) => <Reasons {...row} />,
    },
  ];
  return (
    <Panel title="Refused records" says="The latest ones; the others of their posts were stored">
      {records.length === 0 ? (
        <EmptyBox title="Nothing was refused" hint="Every record that arrived was well-formed." />
      ) : (
        <DataTable
          caption="Records refused last"
          columns={columns}
          rows={[...records]}
          rowKey={({ seq }) => String(seq)}
          maxHeight={420}
        />
      )}
    </Panel>
  );
}

function Reasons({ errors, sample }: Pick<RejectedRecord, "errors" | "sample">) {
  return (
    <>
      <ul className={classes.errors}>
        {errors.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path && <code>{path}</code>} {message}
          </li>
        ))}
      </ul>
      {sample && (
        <details>
          <summary>what was recognised</summary>
          <pre className={classes.sample}>{sample}</pre>
        </details>
      )}
    </>
  );
}
