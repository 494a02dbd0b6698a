"use client";

import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import type { AuditEntry } from "@/lib/contract/audit";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./access.module.css";
import { auditChanges } from "./prepare-audit";

const AT_FIRST = 6;

/** The latest changes to policies, aliases, users and keys, with what stood before and after. */
export function AuditPanel({ entries, limit }: { entries: readonly AuditEntry[]; limit: number }) {
  const { tz } = useReport();
  const columns: DataColumn<AuditEntry>[] = [
    { id: "at", header: t("Time"), value: ({ at }) => at, cell: ({ at }) => formatInstant(at, tz) },
    { id: "actor", header: t("Who"), value: ({ actor }) => actor },
    { id: "action", header: t("Action"), value: ({ action }) => action },
    { id: "subject", header: t("What"), value: ({ subject }) => subject },
    {
      id: "change",
      header: t("Before and after"),
      wrap: true,
      value: (entry) => auditChanges(entry).join(", "),
      cell: (entry) => <Changes lines={auditChanges(entry)} />,
    },
  ];
  return (
    <Panel
      title={t("Audit log")}
      subtitle={t("The latest {count} entries; read-only", {
        count: entries.length < limit ? entries.length : limit,
      })}
    >
      {entries.length === 0 ? (
        <EmptyBox
          title={t("Nothing on record yet")}
          hint={t("Every change to a policy, a user or a key is recorded here.")}
        />
      ) : (
        <DataTable
          caption={t("Changes on record")}
          columns={columns}
          rows={[...entries]}
          rowKey={({ id }) => String(id)}
          maxHeight={560}
        />
      )}
    </Panel>
  );
}

function Changes({ lines }: { lines: readonly string[] }) {
  const rest = lines.length - AT_FIRST;
  const list = (shown: readonly string[]) => (
    <ul className={classes.changes}>
      {shown.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read the same
        <li key={place}>{line}</li>
      ))}
    </ul>
  );
  if (rest <= 0) return list(lines);
  return (
    <>
      {list(lines.slice(0, AT_FIRST))}
      <details>
        <summary>{t("and {count} more", { count: rest })}</summary>
        {list(lines.slice(AT_FIRST))}
      </details>
    </>
  );
}
