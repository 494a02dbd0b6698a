import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { ParityReply } from "@/lib/contract/parity";
import { displayUsd, formatWhole } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { hasRest, type ParityDayRow, type ParityLine, parityDayRows, parityTotalLines } from "./prepare-parity";
import classes from "./spend.module.css";

const LINES: DataColumn<ParityLine>[] = [
  { id: "name", header: message("Difference"), wrap: true, sortable: false, value: ({ name }) => name },
  { id: "calls", header: message("Calls"), numeric: true, sortable: false, value: ({ calls }) => calls },
  {
    id: "input",
    header: message("Input"),
    hint: message("tokens"),
    numeric: true,
    sortable: false,
    value: ({ input }) => input,
  },
  {
    id: "output",
    header: message("Output"),
    hint: message("tokens"),
    numeric: true,
    sortable: false,
    value: ({ output }) => output,
  },
  { id: "cost", header: message("Cost"), numeric: true, sortable: false, value: ({ cost }) => cost },
];

const DAYS: DataColumn<ParityDayRow>[] = [
  { id: "day", header: message("Day"), value: ({ day }) => day },
  { id: "model", header: message("Model"), value: ({ model }) => model },
  ...(["calls", "input_tokens", "output_tokens"] as const).map(
    (name): DataColumn<ParityDayRow> => ({
      id: name,
      header: { calls: message("Calls"), input_tokens: message("Input"), output_tokens: message("Output") }[name],
      hint: message("here / there"),
      numeric: true,
      value: ({ difference }) => difference[name],
      cell: ({ ours, theirs }) => `${formatWhole(ours[name])} / ${formatWhole(theirs[name])}`,
    }),
  ),
  {
    id: "cost",
    header: message("Cost"),
    hint: message("here / there"),
    numeric: true,
    value: ({ difference }) => Number(difference.cost_usd),
    cell: ({ ours, theirs }) => `${displayUsd(ours.cost_usd)} / ${displayUsd(theirs.cost_usd)}`,
  },
  { id: "why", header: message("Why"), wrap: true, value: ({ why }) => why },
];

/** What a comparison found: the sums by reason, then the days that differ. */
export function ParityResult({ reply }: { reply: ParityReply }) {
  const rows = parityDayRows(reply);
  if (rows.length === 0) return <p className={classes.parityLead}>{t("Both say the same on every day.")}</p>;
  const left = hasRest(reply.total.unexplained) || rows.some(({ unexplained }) => hasRest(unexplained));
  return (
    <>
      <p className={classes.parityLead}>
        {left ? t("Some of the difference stays unexplained.") : t("Every difference is explained.")}
        {reply.slot_minutes > 60 &&
          ` ${t("Of that time whole days are retained, so that other time zones cannot be recognised.")}`}
      </p>
      <DataTable
        caption={t("Difference by reason")}
        columns={LINES}
        rows={parityTotalLines(reply)}
        rowKey={({ name }) => name}
      />
      <DataTable
        caption={t("Days that differ")}
        columns={DAYS}
        rows={rows}
        rowKey={({ day, model }) => `${day} ${model}`}
        sortBy={{ id: "day", desc: false }}
        maxHeight={420}
      />
    </>
  );
}
