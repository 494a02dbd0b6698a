import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { BillPreview } from "@/lib/contract/reconciliations";
import { formatWhole } from "@/lib/domain/format";
import { BUCKET_LABELS } from "@/lib/domain/reconciliation/bill-buckets";
import { message, t } from "@/lib/messages/translate";
import classes from "./reconciliation.module.css";

type SampleRow = BillPreview["sample"][number];

const COLUMNS: DataColumn<SampleRow>[] = [
  { id: "line", header: message("Row"), sortable: false, value: ({ line }) => line },
  { id: "period", header: message("Period"), sortable: false, value: ({ period }) => period },
  { id: "model", header: message("Model"), sortable: false, value: ({ model }) => model },
  {
    id: "bucket",
    header: message("Kind"),
    sortable: false,
    value: ({ bucket, tier }) => [t(BUCKET_LABELS[bucket]), tier].filter(Boolean).join(", "),
  },
  {
    id: "tokens",
    header: message("Tokens"),
    numeric: true,
    sortable: false,
    value: ({ tokens }) => tokens,
    cell: ({ tokens }) => formatWhole(tokens),
  },
  {
    id: "amount",
    header: message("Amount"),
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
        <p>{t("The columns are not understood: {columns}.", { columns: columns.join(", ") })}</p>
        <p>{t("What is missing: {missing}. Map it above.", { missing: missing.join("; ") })}</p>
      </div>
    );
  }
  return (
    <>
      {count > 0 && (
        <div className={classes.problem}>
          <p>{t("{count} rows cannot be read, so that nothing is stored:", { count: formatWhole(count) })}</p>
          <ul>
            {problems.slice(0, PROBLEMS_SHOWN).map(({ line, field, reason }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two problems of a row may read the same
              <li key={place}>
                {field === null
                  ? t("Row {line}: {reason}", { line: formatWhole(line), reason })
                  : t("Row {line}: {field} {reason}", { line: formatWhole(line), field, reason })}
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
    ignored > 0
      ? t("{rows} rows, {ignored} of them left out", { rows: formatWhole(rows), ignored: formatWhole(ignored) })
      : t("{rows} rows", { rows: formatWhole(rows) }),
    from === to || from === null || to === null ? from : t("{from} to {to}", { from, to }),
    providers.join(", "),
    t("{count, plural, one {# model} other {# models}}", { count: models.length }),
    amounts.length > 0 ? amounts.join(", ") : t("no amounts: usage alone"),
    tokens === null ? t("no quantities in tokens") : t("{tokens} tokens", { tokens: formatWhole(tokens) }),
  ];
  return (
    <>
      <p className={classes.help}>{facts.join(" · ")}</p>
      {unused_columns.length > 0 && (
        <p className={classes.help}>{t("Columns not used: {columns}", { columns: unused_columns.join(", ") })}</p>
      )}
      <DataTable caption={t("The first rows as they are read")} columns={COLUMNS} rows={sample} rowKey={sampleKey} />
    </>
  );
}

function sampleKey({ line, period, model, bucket, tokens, amount }: SampleRow): string {
  return [line, period, model, bucket, tokens, amount].join(" ");
}
