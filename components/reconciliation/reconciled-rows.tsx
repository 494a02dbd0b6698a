"use client";

import { IconFileSpreadsheet } from "@tabler/icons-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import type { Tone } from "@/components/ui/tone";
import { usdColumn } from "@/components/ui/usd-column";
import { reconciliationCsvHref } from "@/lib/client/bills";
import type { Reconciliation, ReconciliationRow } from "@/lib/contract/reconciliations";
import { displayUsd, formatWhole } from "@/lib/domain/format";
import { BUCKET_LABELS } from "@/lib/domain/reconciliation/bill-buckets";
import { ROW_STATUSES, type RowStatus } from "@/lib/domain/reconciliation/reconcile";
import { message, t } from "@/lib/messages/translate";
import { describeRates, describeWhy, STATUS_LABELS, spendHref } from "./describe-reconciliation";
import classes from "./reconciliation.module.css";
import { useReconciledRows } from "./use-reconciliations";

const TONES: Readonly<Record<RowStatus, Tone>> = {
  equal: "good",
  explained: "neutral",
  unexplained: "warn",
  unknown: "warn",
};
const CHOICES = [
  { value: "all" as const, label: message("All") },
  ...ROW_STATUSES.map((value) => ({ value, label: STATUS_LABELS[value] })),
];

/** Every period, model and bucket with both sides and the reasons. */
export function ReconciledRows({ of }: { of: Reconciliation }) {
  const { rows, status, setStatus } = useReconciledRows(of.id, of.version);
  const all = rows.data?.pages.flatMap((page) => page.rows);
  return (
    <Panel
      title={t("Every difference")}
      subtitle={t("Per period, model and kind of tokens; a model leads to its spend of that time")}
      actions={
        <a href={reconciliationCsvHref(of.id)} download className={classes.csv}>
          <IconFileSpreadsheet size={15} aria-hidden /> {t("CSV of all rows")}
        </a>
      }
    >
      <div className={classes.filter}>
        <Segmented label={t("Rows")} options={CHOICES} value={status} onChange={setStatus} />
      </div>
      {all === undefined && rows.error && <FailedBox error={rows.error} onRetry={() => rows.refetch()} height={200} />}
      {all === undefined && !rows.error && <Skeleton height={220} />}
      {all?.length === 0 && <EmptyBox title={t("No rows")} hint={t("No row of the bill is of this kind.")} />}
      {all && all.length > 0 && (
        <DataTable
          caption={t("Differences")}
          columns={columnsFor(of.tz)}
          rows={all}
          rowKey={({ seq }) => String(seq)}
          maxHeight={560}
        />
      )}
      {rows.hasNextPage && (
        <Button variant="default" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          {t("Show more")}
        </Button>
      )}
    </Panel>
  );
}

function columnsFor(zone: string): DataColumn<ReconciliationRow>[] {
  return [
    { id: "period", header: t("Period"), value: ({ period }) => period },
    {
      id: "model",
      header: t("Model"),
      value: ({ model }) => model,
      cell: (row) => (
        <>
          {row.own ? (
            <Link href={spendHref(row, zone)}>{row.model ?? t("All models")}</Link>
          ) : (
            (row.model ?? t("No model"))
          )}
          <span className={classes.sub}>{row.provider}</span>
        </>
      ),
    },
    { id: "bucket", header: t("Kind"), value: ({ bucket }) => t(BUCKET_LABELS[bucket]) },
    pair<number>("tokens", t("Tokens"), (row) => [row.bill?.tokens ?? null, row.own?.tokens ?? null], formatWhole),
    pair<string>("usd", t("Cost"), (row) => [row.bill_usd, row.own_usd], displayUsd),
    usdColumn({
      id: "difference",
      header: t("Difference"),
      of: ({ difference_usd }) => difference_usd,
      isChange: true,
    }),
    {
      id: "status",
      header: t("Status"),
      value: ({ status }) => t(STATUS_LABELS[status]),
      cell: ({ status }) => <Pill tone={TONES[status]}>{t(STATUS_LABELS[status])}</Pill>,
    },
    {
      id: "why",
      header: t("Why"),
      wrap: true,
      value: describeWhy,
      cell: (row) => (
        <>
          {describeWhy(row)}
          {row.parts.some(({ reason }) => reason === "price") && (
            <span className={classes.sub}>{t("{rates} per million", { rates: describeRates(row) ?? "" })}</span>
          )}
        </>
      ),
    },
  ];
}

/** The bill's side above, ours below: on a phone there is room for one. */
function pair<V extends number | string>(
  id: string,
  header: string,
  sides: (row: ReconciliationRow) => readonly (V | null)[],
  format: (side: V | null) => string,
): DataColumn<ReconciliationRow> {
  const text = (row: ReconciliationRow) => sides(row).map(format).join(" / ");
  return {
    ...{ id, header, hint: t("bill / here"), numeric: true, cell: text, csv: text },
    value: (row) => {
      const side = sides(row).find((known) => known !== null);
      return side === undefined ? null : Number(side);
    },
  };
}
