"use client";

import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { IngestHealth, SourceHealth } from "@/lib/contract/ingest-health";
import { displayUsd, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { sourceNamer } from "./source-name";

/** The sources whose tokens can be read in two ways, and what the other reading would cost. */
export function AmbiguousPanel({ senders: sources }: Pick<IngestHealth, "senders">) {
  const rows = sources.filter(({ ambiguous }) => ambiguous > 0);
  if (rows.length === 0) return null;
  return (
    <Panel
      title={t("Ambiguous usage")}
      subtitle={t(
        "Nothing says whether cached tokens are a part of the input or beside it; the cheaper reading counts",
      )}
    >
      <DataTable
        caption={t("Calls of the last 24 hours whose usage can be read in two ways, by source")}
        columns={[{ id: "source", header: t("Source"), value: sourceNamer(sources) }, ...COLUMNS]}
        rows={rows}
        rowKey={({ key_id, source }) => `${key_id} ${source}`}
        sortBy={{ id: "calls", desc: true }}
        maxHeight={300}
      />
    </Panel>
  );
}

const COLUMNS: DataColumn<SourceHealth>[] = [
  {
    id: "calls",
    header: message("Calls"),
    hint: "24 h",
    numeric: true,
    value: ({ ambiguous }) => ambiguous,
    cell: ({ ambiguous }) => formatWhole(ambiguous),
  },
  {
    id: "priced",
    header: message("With a price"),
    numeric: true,
    value: ({ ambiguous_priced }) => ambiguous_priced,
    cell: ({ ambiguous_priced }) => formatWhole(ambiguous_priced),
  },
  {
    id: "difference",
    header: message("Other reading costs"),
    hint: message("more, of those"),
    numeric: true,
    value: ({ ambiguous_usd }) => Number(ambiguous_usd),
    cell: ({ ambiguous_priced, ambiguous_usd }) =>
      ambiguous_priced === 0 ? UNKNOWN_TEXT : `+${displayUsd(ambiguous_usd)}`,
  },
];
