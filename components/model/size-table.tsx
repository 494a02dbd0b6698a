"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useMemo } from "react";
import { EmptyHint } from "@/components/shell/empty-hint";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { withParams } from "@/components/shell/with-params";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeMethod, describeNoData, describeRange } from "@/components/ui/describe";
import { Explain } from "@/components/ui/explain";
import { Panel } from "@/components/ui/panel";
import { PercentileCell } from "@/components/ui/percentile-cell";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import classes from "@/components/ui/ui.module.css";
import { usdColumn } from "@/components/ui/usd-column";
import type { UsdFormat } from "@/components/ui/usd-format";
import { readOptions } from "@/lib/client/read-options";
import type { SizeClasses, SizeClassStats } from "@/lib/contract/size-classes";
import { formatCount, formatPercent, formatRate } from "@/lib/domain/format";
import type { Percentile } from "@/lib/domain/sketch/summary";
import { t } from "@/lib/messages/translate";
import { sizeParams } from "./like-this";
import { areFailuresSized, isUnknownSize } from "./size-errors";
import { useModelQuery } from "./use-model-query";

/** One model by the size of what it was asked: large inputs are slower and cost more, whoever answers. */
export function SizeTable({ model }: { model: string }) {
  const { tz } = useReport();
  const query = useModelQuery(model);
  const carry = useCarriedHref();
  const { data, error, refetch, isFetching } = useLiveQuery(readOptions("/api/v1/stats/sizes", query));
  const columns = useMemo(
    () =>
      columnsFor({
        hrefOf: (size) => (isUnknownSize(size) ? null : withParams(carry("/attempts"), { model, ...sizeParams(size) })),
        hasErrorRates: areFailuresSized(data?.sizes ?? []),
      }),
    [carry, model, data],
  );
  return (
    <Panel
      title={t("Size classes")}
      subtitle={data ? describeSizes(data, tz) : describeNoData(error)}
      actions={
        <Explain
          title={t("Size classes")}
          formula={t("$ per request = Σ cost ÷ answered attempts of the class")}
          note={t(
            "By the tokens of the input, which are known before any model replies. Most failures come without that number: they are the class of unknown size, and sizes then have no error rate of their own. Below each number is its 95 % interval.",
          )}
        />
      }
    >
      {data === undefined ? (
        error ? (
          <FailedBox error={error} onRetry={() => refetch()} retrying={isFetching} height={160} />
        ) : (
          <Skeleton height={160} />
        )
      ) : data.sizes.length === 0 ? (
        <EmptyBox title={t("No single attempts in this range")} hint={<EmptyHint />} />
      ) : (
        <DataTable
          caption={t("{model} by size of input", { model })}
          columns={columns}
          rows={data.sizes}
          rowKey={({ name }) => name}
          csv
        />
      )}
    </Panel>
  );
}

function describeSizes({ stride, method, left_out: leftOut, ...range }: SizeClasses, zone: string): string {
  const read = t("{range} · percentiles {method} · as far as single attempts are retained", {
    range: describeRange(range, zone),
    method: stride === 1 ? describeMethod(method) : t("of every {stride}th slice of the range", { stride }),
  });
  if (leftOut === 0) return read;
  const others = t("text only, {count, plural, one {{others} other} other {{others} others}} left out", {
    count: leftOut,
    others: formatCount(leftOut),
  });
  return `${read} · ${others}`;
}

const percentile = (
  metric: "ttft_ms" | "duration_ms",
  wanted: Percentile,
  header: string,
): DataColumn<SizeClassStats> => ({
  id: `${metric}_${wanted}`,
  header,
  numeric: true,
  value: (row) => row[metric][wanted],
  cell: (row) => <PercentileCell percentiles={row[metric]} wanted={wanted} />,
});

type ColumnsFor = { hrefOf: (size: SizeClassStats) => string | null; hasErrorRates: boolean };

const columnsFor = ({ hrefOf, hasErrorRates }: ColumnsFor): DataColumn<SizeClassStats>[] => [
  {
    id: "size",
    header: t("Input"),
    value: (row) => row.input_tokens_min,
    csv: (row) => row.name,
    cell: (row) => {
      const href = hrefOf(row);
      if (href === null) return row.name;
      return (
        <Anchor component={Link} inherit href={href} title={t("Attempts of {size}", { size: row.name })}>
          {row.name}
        </Anchor>
      );
    },
  },
  {
    id: "attempts",
    header: t("Attempts"),
    hint: t("read"),
    numeric: true,
    value: (row) => row.attempts,
    cell: (row) => formatCount(row.attempts),
  },
  {
    id: "errors",
    header: t("Error rate"),
    ...(!hasErrorRates && { hint: t("failures came without a size") }),
    numeric: true,
    value: (row) => (hasErrorRates ? row.error_rate : null),
    cell: (row) => formatPercent(hasErrorRates ? row.error_rate : null),
  },
  percentile("ttft_ms", "p50", t("TTFT p50")),
  percentile("ttft_ms", "p95", t("TTFT p95")),
  percentile("ttft_ms", "p99", t("TTFT p99")),
  percentile("duration_ms", "p95", t("Duration p95")),
  percentile("duration_ms", "p99", t("Duration p99")),
  {
    id: "rate",
    header: t("Output rate"),
    hint: t("median"),
    numeric: true,
    value: (row) => row.output_tokens_per_s.p50,
    cell: (row) => <PercentileCell percentiles={row.output_tokens_per_s} wanted="p50" format={formatRate} />,
  },
  usdColumn({
    ...{ id: "usd", header: t("$ per request"), hint: t("answered") },
    of: ({ usd_per_request: usd }) => usd?.value,
    cell: ({ usd_per_request: usd }, format) => <MoneyCell money={usd} format={format} />,
  }),
];

type MoneyCellProps = { money: SizeClassStats["usd_per_request"]; format: UsdFormat };

function MoneyCell({ money, format }: MoneyCellProps) {
  if (money === null) return format(null);
  return (
    <>
      {format(money.value)}
      <span className={classes.sub}>
        {money.low === null || money.high === null
          ? t("too little time")
          : `${format(money.low)} – ${format(money.high)}`}
      </span>
    </>
  );
}
