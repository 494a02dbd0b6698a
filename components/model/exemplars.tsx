"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useMemo } from "react";
import { attemptHref } from "@/components/attempts/attempt-columns";
import { OUTCOME_LABELS } from "@/components/charts/outcome-mix";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { withParams } from "@/components/shell/with-params";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { usdColumn } from "@/components/ui/usd-column";
import { readOptions } from "@/lib/client/read-options";
import type { AttemptRecord } from "@/lib/contract/requests";
import { formatCount, formatInstant, formatMs } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { FAILED_EXEMPLARS, SLOWEST_EXEMPLARS } from "./exemplar-queries";
import { exemplarParams, likeThis } from "./like-this";
import { useModelQuery } from "./use-model-query";

const SLOW_LIKE = message("Answers in this region with inputs of this size, the slowest first");
const FAILED_LIKE = message("Failures in this region with this outcome and error code");

/** Single attempts to look at: the slowest answers, or the latest failures. */
export function Exemplars({ model, kind }: { model: string; kind: "slowest" | "failed" }) {
  const { tz } = useReport();
  const query = useModelQuery(model);
  const asked = kind === "slowest" ? SLOWEST_EXEMPLARS : FAILED_EXEMPLARS;
  const requests = useLiveQuery(readOptions("/api/v1/requests", { ...query, ...asked }));
  const carry = useCarriedHref();
  const columns = useMemo(
    () => columnsOf(tz, kind, (row) => withParams(carry("/attempts"), likeThis(row))),
    [tz, kind, carry],
  );
  const rows = requests.data?.requests;
  return (
    <Panel
      title={kind === "slowest" ? t("Slowest answers") : t("Latest failures")}
      subtitle={
        kind === "slowest"
          ? t("Successful attempts of the window, the longest first")
          : t("Rate limited, server errors and timeouts, the newest first")
      }
      span={6}
      actions={
        <Anchor
          component={Link}
          size="sm"
          href={withParams(carry("/attempts"), exemplarParams(model, kind))}
          aria-label={kind === "slowest" ? t("All answers, the slowest first") : t("All failures")}
        >
          {kind === "slowest" ? t("All answers") : t("All failures")}
        </Anchor>
      }
    >
      {rows === undefined ? (
        requests.error ? (
          <FailedBox error={requests.error} onRetry={() => requests.refetch()} height={160} />
        ) : (
          <Skeleton height={220} />
        )
      ) : rows.length === 0 ? (
        <EmptyBox
          title={kind === "slowest" ? t("No answers") : t("No failures")}
          hint={t("Single attempts are available within the raw retention; older ones count in totals only.")}
        />
      ) : (
        <DataTable
          caption={kind === "slowest" ? t("Slowest answers") : t("Latest failures")}
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.id} ${row.started_at}`}
        />
      )}
    </Panel>
  );
}

function columnsOf(
  zone: string,
  kind: "slowest" | "failed",
  likeHref: (row: AttemptRecord) => string,
): DataColumn<AttemptRecord>[] {
  const failure: DataColumn<AttemptRecord> = {
    id: "outcome",
    header: t("Outcome"),
    value: (row) => row.outcome,
    cell: (row) => (
      <Pill tone={row.outcome === "rate_limited" ? "warn" : "bad"}>
        {t(OUTCOME_LABELS[row.outcome])}
        {row.error_code ? ` · ${row.error_code}` : ""}
      </Pill>
    ),
  };
  return [
    {
      id: "at",
      header: t("Started"),
      value: (row) => row.started_at,
      cell: (row) => <Link href={attemptHref(row)}>{formatInstant(row.started_at, zone)}</Link>,
    },
    ...(kind === "failed" ? [failure] : []),
    {
      id: "duration",
      header: t("Duration"),
      numeric: true,
      value: (row) => row.duration_ms,
      cell: (row) => formatMs(row.duration_ms),
    },
    { id: "ttft", header: "TTFT", numeric: true, value: (row) => row.ttft_ms, cell: (row) => formatMs(row.ttft_ms) },
    {
      id: "output",
      header: t("Output"),
      hint: t("tokens"),
      numeric: true,
      value: (row) => row.output_tokens,
      cell: (row) => formatCount(row.output_tokens),
    },
    usdColumn({ id: "cost", header: t("Cost"), of: (row) => row.cost_usd }),
    { id: "where", header: t("Region"), value: (row) => row.region },
    { id: "tier", header: t("Tier"), value: (row) => row.tier },
    { id: "app", header: t("App"), value: (row) => row.app },
    { id: "request", header: t("Request"), value: (row) => row.request_id },
    {
      id: "like",
      header: t("Others"),
      sortable: false,
      value: () => null,
      cell: (row) => (
        <Link href={likeHref(row)} title={kind === "slowest" ? t(SLOW_LIKE) : t(FAILED_LIKE)}>
          {t("All like this")}
        </Link>
      ),
    },
  ];
}
