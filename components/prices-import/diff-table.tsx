import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Pill } from "@/components/ui/pill";
import type { Tone } from "@/components/ui/tone";
import type { ImportRow } from "@/lib/contract/price-import";
import { t } from "@/lib/messages/translate";
import { type Decisions, isStored, type RowStanding, standingOf, withRow } from "./decisions";
import { describeChanges, describeNotes, describeRefusals, STANDING_LABELS } from "./describe-row";
import classes from "./import.module.css";

type DiffTableProps = {
  rows: ImportRow[];
  decisions: Decisions;
  decide: (decisions: Decisions) => void;
  tz: string;
};

const TONES: Readonly<Record<RowStanding, Tone>> = {
  ...{ refused: "bad", question: "warn", placeholder: "neutral" },
  ...{ changed: "accent", added: "good", unchanged: "neutral" },
};

/** The rows with their ticks: which are imported, and which are confirmed. */
export function DiffTable({ rows, decisions, decide, tz }: DiffTableProps) {
  const columns: DataColumn<ImportRow>[] = [
    {
      ...{ id: "row", header: t("Price"), value: nameOf },
      cell: (row) => <NameCell row={row} {...{ decisions, decide }} />,
    },
    {
      ...{ id: "standing", header: t("Becomes"), value: (row) => STANDING_LABELS[standingOf(row)].source },
      cell: (row) => <Pill tone={TONES[standingOf(row)]}>{t(STANDING_LABELS[standingOf(row)])}</Pill>,
    },
    {
      ...{ id: "changes", header: t("Of a million tokens, or each"), wrap: true, sortable: false },
      value: ({ changes }) => changes.length,
      cell: (row) => <Changes row={row} />,
    },
    {
      ...{ id: "notes", header: t("To know"), wrap: true, sortable: false, value: ({ refusals }) => refusals.length },
      cell: (row) => <Notes row={row} {...{ decisions, decide, tz }} />,
    },
  ];
  return (
    <DataTable
      caption={t("What would change")}
      columns={columns}
      rows={rows}
      rowKey={({ row }) => row}
      maxHeight={640}
    />
  );
}

/** The same as a file has it: in English for programs, but for what is said in sentences. */
export function diffFileColumns(decisions: Decisions, tz: string): DataColumn<ImportRow>[] {
  const pick = (field: string, side: "before" | "after") => (row: ImportRow) =>
    row.changes.find((change) => change.field === field)?.[side] ?? null;
  return [
    { id: "row", header: "row", value: ({ row }) => row },
    { id: "standing", header: "becomes", value: (row) => STANDING_LABELS[standingOf(row)].source },
    { id: "stored", header: "imported", value: (row) => (isStored(row, decisions) ? "yes" : "no") },
    { id: "provider", header: "provider", value: ({ provider }) => provider },
    { id: "model", header: "model", value: ({ model }) => model },
    { id: "when", header: "when", value: ({ when }) => when.join(", ") },
    { id: "currency", header: "currency", value: ({ currency }) => currency },
    { id: "starts", header: "valid_from", value: ({ starts_at }) => starts_at },
    ...["input", "cached_input", "output"].flatMap((rate) => [
      { id: `${rate}-before`, header: `${rate}_before`, value: pick(`rates.${rate}`, "before") },
      { id: `${rate}-after`, header: `${rate}_after`, value: pick(`rates.${rate}`, "after") },
    ]),
    { id: "changes", header: "changes", value: (row) => describeChanges(row).map(changeText).join("; ") },
    { id: "notes", header: "notes", value: (row) => [...describeRefusals(row), ...describeNotes(row, tz)].join("; ") },
  ];
}

type Deciding = Pick<DiffTableProps, "decisions" | "decide"> & { row: ImportRow };

function NameCell({ row, decisions, decide }: Deciding) {
  const isChoice = standingOf(row) !== "unchanged" && standingOf(row) !== "placeholder";
  const details = [row.provider, ...row.when].filter((part) => part !== null).join(" · ");
  const name = (
    <span className={classes.name}>
      {nameOf(row)}
      <span className={classes.sub}>{details}</span>
      {row.model !== null && row.row !== row.model && <span className={classes.sub}>{row.row}</span>}
    </span>
  );
  if (!isChoice) return name;
  return (
    <label className={classes.tick}>
      <input
        type="checkbox"
        aria-label={t("Import {row}", { row: row.row })}
        checked={!decisions.leftOut.has(row.row)}
        onChange={(event) =>
          decide({ ...decisions, leftOut: withRow(decisions.leftOut, row.row, !event.currentTarget.checked) })
        }
      />
      {name}
    </label>
  );
}

function Changes({ row }: { row: ImportRow }) {
  return (
    <ul className={classes.changes}>
      {describeChanges(row).map(({ label, before, after, change }) => (
        <li key={label}>
          <span className={classes.label}>{label}</span> {before !== null && `${before} → `}
          <strong>{after}</strong>
          {change !== null && <span className={classes.change}> {change}</span>}
        </li>
      ))}
    </ul>
  );
}

function Notes({ row, decisions, decide, tz }: Deciding & { tz: string }) {
  const standing = standingOf(row);
  const asks = standing === "question" || standing === "placeholder";
  return (
    <div className={classes.notes}>
      {describeRefusals(row).map((refusal) => (
        <span key={refusal} data-bad>
          {refusal}
        </span>
      ))}
      {describeNotes(row, tz).map((note) => (
        <span key={note}>{note}</span>
      ))}
      {standing === "placeholder" && <span>{t("Asks nothing for anything: free, or not known. Not imported.")}</span>}
      {asks && (
        <label className={classes.tick}>
          <input
            type="checkbox"
            aria-label={t("Confirm {row}", { row: row.row })}
            checked={decisions.confirmed.has(row.row)}
            onChange={(event) =>
              decide({ ...decisions, confirmed: withRow(decisions.confirmed, row.row, event.currentTarget.checked) })
            }
          />
          {standing === "placeholder" ? t("It is free: import it") : t("It is meant so")}
        </label>
      )}
    </div>
  );
}

function nameOf({ model, row }: ImportRow): string {
  return model ?? row;
}

function changeText({ label, before, after, change }: ReturnType<typeof describeChanges>[number]): string {
  return `${label} ${before === null ? "" : `${before} → `}${after}${change === null ? "" : ` (${change})`}`;
}
