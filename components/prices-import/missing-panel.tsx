import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { ImportDiff, MissingPrice } from "@/lib/contract/price-import";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { endedOf, withRow } from "./decisions";
import classes from "./import.module.css";
import type { PriceImportState } from "./use-price-import";

const COLUMNS: DataColumn<MissingPrice>[] = [
  { id: "model", header: message("Model"), value: ({ model }) => model },
  { id: "provider", header: message("Provider"), value: ({ provider }) => provider },
  { id: "when", header: message("When"), wrap: true, value: ({ when }) => when.join(", ") || t("always") },
  { id: "source", header: message("Source"), value: ({ source }) => source },
  { id: "id", header: message("Version"), numeric: true, value: ({ id }) => id },
];

/** What holds and the list does not have any more: it stays, but for what the user ends. */
export function MissingPanel({ diff, state }: { diff: ImportDiff; state: PriceImportState }) {
  const { missing, counts } = diff;
  const { decisions, decide, tz } = state;
  const ended = endedOf(diff, decisions).length;
  const end: DataColumn<MissingPrice> = {
    id: "end",
    header: t("End it"),
    wrap: true,
    sortable: false,
    value: ({ id, stays_because }) => stays_because ?? (decisions.ended.has(id) ? t("ends") : t("stays")),
    cell: ({ id, model, stays_because }) =>
      stays_because ?? (
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={decisions.ended.has(id)}
            aria-label={t("End version {id} of {model}", { id, model })}
            onChange={({ currentTarget: { checked } }) =>
              decide({ ...decisions, ended: withRow(decisions.ended, id, checked) })
            }
          />
          {decisions.ended.has(id) ? t("ends") : t("stays")}
        </label>
      ),
  };
  return (
    <Panel
      title={t("No longer listed")}
      subtitle={t(
        "{count, plural, one {# active price} other {# active prices}} of the list's providers{isCut, select, true {, the first {shown} of them here} other {}}. They stay unless you end them at {from}: attempts after that have no price. A list that was cut short lacks prices that still hold",
        {
          count: counts.missing,
          isCut: String(counts.missing > missing.length),
          shown: formatWhole(missing.length),
          from: formatInstant(diff.valid_from, tz, "minute"),
        },
      )}
    >
      <p className={classes.help} role="status">
        {ended === 0
          ? t("None of them ends.")
          : t("{ended, plural, one {# of them ends} other {# of them end}} with this import.", { ended })}
      </p>
      <DataTable
        caption={t("Prices that are no longer listed")}
        columns={[...COLUMNS, end]}
        rows={missing}
        rowKey={({ id }) => String(id)}
        maxHeight={360}
        csv
      />
    </Panel>
  );
}
