import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { BillPreview } from "@/lib/contract/reconciliations";
import { formatWhole } from "@/lib/domain/format";
import { BUCKET_LABELS } from "@/lib/domain/reconciliation/bill-buckets";
import classes from "./reconciliation.module.css";

type SampleRow = BillPreview["sample"][number];

const COLUMNS: DataColumn<SampleRow>[] = [
  { id: "line", header: "Row", sortable: false, value: ({ line }) => line },
  { id: "period", header: "Period", sortable: false, value: ({ period }) => period },
  { id: "model", header: "Model", sortable: false, value: ({ model }) => model },
  {
    id: "bucket",
    header: "Kind",
    sortable: false,
    value: ({ bucket, tier }) => [BUCKET_LABELS[bucket], tier].filter(Boolean).join(", "),
  },
  {
    id: "tokens",
    header: "Tokens",
    numeric: true,
    sortable: false,
    value: ({ tokens }) => tokens,
    cell: ({ tokens }) => formatWhole(tokens),
  },
  {
    id: "amount",
    header: "Amount",
    numeric: true,
    sortable: false,
    value: ({ amount, currency }) => (amount === null ? null : `${amount} ${currency}`),
  },
];
const PROBLEMS_SHOWN = 10;

/** What a file was read as, before it is compared. */
export function BillPreviewView({ preview }: { preview: BillPreview }) {
  const { missing, columns, problems, problem_count: count, lines } = preview;
  if (missing.length > 0) {
    return (
      <div className={classes.problem}>
        <p>The columns are not understood: {columns.join(", ")}.</p>
        <p>What is missing: {missing.join("; ")}. Map it above.</p>
      </div>
    );
  }
  return (
    <>
      {count > 0 && (
        <div className={classes.problem}>
          <p>{formatWhole(count)} rows cannot be read, so that nothing is stored:</p>
          <ul>
            {problems.slice(0, PROBLEMS_SHOWN).map(({ line, field, reason }) => (
              <li key={`${line} ${field} ${reason}`}>
                Row {formatWhole(line)}: {field} {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      {lines > 0 && <Read preview={preview} />}
    </>
  );
}

function Read({ preview }: { preview: BillPreview }) {
  const { source_title, rows, ignored, from, to, providers, models, totals, tokens, sample, unused_columns } = preview;
  const amounts = totals.map(({ amount, currency }) => `${amount} ${currency}`);
  const facts = [
    source_title,
    `${formatWhole(rows)} rows${ignored > 0 ? `, ${formatWhole(ignored)} of them left out` : ""}`,
    from === to ? from : `${from} to ${to}`,
    providers.join(", "),
    models.length === 1 ? "1 model" : `${formatWhole(models.length)} models`,
    amounts.length > 0 ? amounts.join(", ") : "no amounts: usage alone",
    tokens === null ? "no quantities in tokens" : `${formatWhole(tokens)} tokens`,
  ];
  return (
    <>
      <p className={classes.help}>{facts.join(" · ")}</p>
      {unused_columns.length > 0 && <p className={classes.help}>Columns not used: {unused_columns.join(", ")}</p>}
      <DataTable caption="The first rows as they are read" columns={COLUMNS} rows={sample} rowKey={sampleKey} />
    </>
  );
}

function sampleKey({ line, period, model, bucket, tokens, amount }: SampleRow): string {
  return [line, period, model, bucket, tokens, amount].join(" ");
}
