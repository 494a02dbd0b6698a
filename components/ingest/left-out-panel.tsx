"use client";

import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { IngestHealth, SourceHealth } from "@/lib/contract/ingest-health";
import { formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { sourceNamer } from "./source-name";

type LeftOut = SourceHealth["ignored"][number] & { source: string; id: string };

/** What each source sent that is no call of a model, by why: a source that sends nothing else is seen here alone. */
export function LeftOutPanel({ senders: sources }: Pick<IngestHealth, "senders">) {
  const nameOf = sourceNamer(sources);
  const rows = sources.flatMap((source) =>
    source.ignored.map(
      (left): LeftOut => ({
        ...left,
        source: nameOf(source),
        id: `${source.key_id} ${source.source} ${left.reason}`,
      }),
    ),
  );
  if (rows.length === 0) return null;
  return (
    <Panel
      title={t("Not counted as calls")}
      subtitle={t(
        "Left out in the last 24 hours, by reason. An instrumented app sends other spans too; a source that sends nothing else has none around its calls of models",
      )}
    >
      <DataTable
        caption={t("What was left out, by source and reason")}
        columns={COLUMNS}
        rows={rows}
        rowKey={({ id }) => id}
        sortBy={{ id: "count", desc: true }}
        maxHeight={300}
      />
    </Panel>
  );
}

const COLUMNS: DataColumn<LeftOut>[] = [
  { id: "source", header: message("Source"), value: ({ source }) => source },
  { id: "reason", header: message("Why"), value: ({ reason }) => reason },
  {
    id: "count",
    header: message("Entries"),
    hint: "24 h",
    numeric: true,
    value: ({ count }) => count,
    cell: ({ count }) => formatWhole(count),
  },
  {
    id: "example",
    header: message("One of them"),
    value: ({ example }) => example ?? "",
    cell: ({ example }) => example ?? UNKNOWN_TEXT,
  },
];
