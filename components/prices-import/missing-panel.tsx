import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { ImportDiff, MissingPrice } from "@/lib/contract/price-import";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { endedOf, withRow } from "./decisions";
import classes from "./import.module.css";
import type { PriceImportState } from "./use-price-import";

const COLUMNS: DataColumn<MissingPrice>[] = [
  { id: "model", header: "Model", value: ({ model }) => model },
  { id: "provider", header: "Provider", value: ({ provider }) => provider },
  { id: "when", header: "When", wrap: true, value: ({ when }) => when.join(", ") || "always" },
  { id: "source", header: "Source", value: ({ source }) => source },
  { id: "id", header: "Version", numeric: true, value: ({ id }) => id },
];

/** What holds and the list does not have any more: it stays, but for what the user ends. */
export function MissingPanel({ diff, state }: { diff: ImportDiff; state: PriceImportState }) {
  const { missing, counts } = diff;
  const { decisions, decide, tz } = state;
  const ended = endedOf(diff, decisions).length;
  const isCut = counts.missing > missing.length;
  const end: DataColumn<MissingPrice> = {
    id: "end",
    header: "End it",
    wrap: true,
    sortable: false,
    value: ({ id, stays_because }) => stays_because ?? (decisions.ended.has(id) ? "ends" : "stays"),
    cell: ({ id, model, stays_because }) =>
      stays_because ?? (
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={decisions.ended.has(id)}
            aria-label={`End version ${id} of ${model}`}
            onChange={({ currentTarget: { checked } }) =>
              decide({ ...decisions, ended: withRow(decisions.ended, id, checked) })
            }
          />
          {decisions.ended.has(id) ? "ends" : "stays"}
        </label>
      ),
  };
  return (
    <Panel
      title="No longer listed"
      subtitle={`${formatWhole(counts.missing)} active ${counts.missing === 1 ? "price" : "prices"} of the list's providers${isCut ? `, the first ${formatWhole(missing.length)} of them here` : ""}. They stay unless you end them at ${formatInstant(diff.valid_from, tz, "minute")}: attempts after that have no price. A list that was cut short lacks prices that still hold`}
    >
      <p className={classes.help} role="status">
        {ended === 0
          ? "None of them ends."
          : `${formatWhole(ended)} of them ${ended === 1 ? "ends" : "end"} with this import.`}
      </p>
      <DataTable
        caption="Prices that are no longer listed"
        columns={[...COLUMNS, end]}
        rows={missing}
        rowKey={({ id }) => String(id)}
        maxHeight={360}
        csv
      />
    </Panel>
  );
}
