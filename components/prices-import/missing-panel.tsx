import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { ImportDiff } from "@/lib/contract/price-import";
import { formatWhole } from "@/lib/domain/format";

type Missing = ImportDiff["missing"][number];

const COLUMNS: DataColumn<Missing>[] = [
  { id: "model", header: "Model", value: ({ model }) => model },
  { id: "provider", header: "Provider", value: ({ provider }) => provider },
  { id: "when", header: "When", wrap: true, value: ({ when }) => when.join(", ") || "always" },
  { id: "source", header: "Source", value: ({ source }) => source },
  { id: "id", header: "Version", numeric: true, value: ({ id }) => id },
];

/** What holds and the list does not have: an import ends no price that it does not replace. */
export function MissingPanel({ diff: { missing, counts } }: { diff: ImportDiff }) {
  const isCut = counts.missing > missing.length;
  return (
    <Panel
      title="Not in the list"
      subtitle={`${formatWhole(counts.missing)} active prices of its providers stay as they are${isCut ? `, the first ${formatWhole(missing.length)} of them here` : ""}`}
    >
      <DataTable
        caption="Prices that are not in the list"
        columns={COLUMNS}
        rows={missing}
        rowKey={({ id }) => String(id)}
        maxHeight={360}
        csv
      />
    </Panel>
  );
}
