"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Explain } from "@/components/ui/explain";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { usdColumn } from "@/components/ui/usd-column";
import type { Waste } from "@/lib/contract/waste";
import { displayUsd, formatInstant, formatPercent, formatWhole } from "@/lib/domain/format";
import type { WasteKind } from "@/lib/domain/waste";
import { type Message, message, t } from "@/lib/messages/translate";

type WasteRow = Waste["kinds"][number];

const KINDS: Record<WasteKind, { label: Message; meaning: Message }> = {
  refused: {
    label: message("Refused"),
    meaning: message("Turned away by the gateway's own limit, budget or guardrail"),
  },
  cancelled: { label: message("Cancelled"), meaning: message("The caller left before the answer") },
  retried: { label: message("Retried"), meaning: message("Another attempt of the same request followed") },
  failed: {
    label: message("Failed"),
    meaning: message("The request's last attempt met a 429, a server error or a timeout"),
  },
  client_error: { label: message("Bad request"), meaning: message("The provider refused it as the caller's mistake") },
};

/** What attempts cost that gave nobody an answer. */
export function WastePanel({ waste }: { waste: UseQueryResult<Waste> }) {
  const { tz } = useReport();
  const { data } = waste;
  const part =
    data &&
    t("{wasted} of {total} paid for no answer", {
      wasted: displayUsd(data.wasted.cost_usd),
      total: displayUsd(data.total.cost_usd),
    });
  return (
    <Panel
      title={t("Waste")}
      subtitle={data ? [part, describeKnown(data, tz)].filter(Boolean).join(" · ") : t("What bought no answer")}
      actions={
        <Explain
          title={t("Waste")}
          formula={t("Σ cost of the attempts that were not the answer of their request")}
          note={t(
            "Each attempt is in one kind, the first that fits. By the billing rules only timeouts, cancelled calls and answers that were thrown away cost anything; what a router reports of others is not counted. The bridge's waste is the same.",
          )}
        />
      }
    >
      <WasteBody waste={waste} />
    </Panel>
  );
}

/** From when on waste is known, where that is not the whole window; nothing else. */
function describeKnown({ from, counted_from }: Waste, zone: string): string {
  if (Date.parse(counted_from) <= Date.parse(from)) return "";
  return t("Counted since {instant}; of what came before it is not known", {
    instant: formatInstant(counted_from, zone, "minute"),
  });
}

function WasteBody({ waste }: { waste: UseQueryResult<Waste> }) {
  const { data, error, refetch } = waste;
  if (data === undefined) {
    if (error) return <FailedBox error={error} onRetry={() => refetch()} height={140} />;
    return <Skeleton height={140} />;
  }
  return (
    <DataTable
      caption={t("Waste by kind")}
      columns={columnsOf(data)}
      rows={data.kinds}
      rowKey={({ kind }) => kind}
      sortBy={{ id: "cost", desc: true }}
      totals
      csv
    />
  );
}

function columnsOf({ wasted, total }: Waste): DataColumn<WasteRow>[] {
  const shareOf = (usd: string | null) =>
    usd === null || total.cost_usd === null || Number(total.cost_usd) === 0
      ? null
      : Number(usd) / Number(total.cost_usd);
  return [
    { id: "kind", header: t("Kind"), value: ({ kind }) => t(KINDS[kind].label), total: t("All waste") },
    {
      id: "meaning",
      header: t("What it is"),
      wrap: true,
      value: ({ kind }) => t(KINDS[kind].meaning),
    },
    {
      ...{ id: "attempts", header: t("Attempts"), numeric: true },
      value: ({ attempts }) => attempts,
      cell: ({ attempts }) => formatWhole(attempts),
      total: formatWhole(wasted.attempts),
      totalValue: wasted.attempts,
    },
    {
      ...{ id: "attempt-share", header: t("Of attempts"), numeric: true },
      value: ({ attempts }) => (total.attempts === 0 ? null : attempts / total.attempts),
      cell: ({ attempts }) => formatPercent(total.attempts === 0 ? null : attempts / total.attempts),
      total: formatPercent(total.attempts === 0 ? null : wasted.attempts / total.attempts),
      totalValue: total.attempts === 0 ? null : wasted.attempts / total.attempts,
    },
    usdColumn({ id: "cost", header: t("Cost"), of: ({ cost_usd }) => cost_usd, total: wasted.cost_usd }),
    {
      ...{ id: "share", header: t("Of spend"), numeric: true },
      value: ({ cost_usd }) => shareOf(cost_usd),
      cell: ({ cost_usd }) => formatPercent(shareOf(cost_usd)),
      total: formatPercent(shareOf(wasted.cost_usd)),
      totalValue: shareOf(wasted.cost_usd),
    },
    {
      ...{ id: "unpriced", header: t("Without a cost"), hint: t("attempts"), numeric: true },
      value: ({ unpriced }) => unpriced,
      cell: ({ unpriced }) => formatWhole(unpriced),
      total: formatWhole(wasted.unpriced),
      totalValue: wasted.unpriced,
    },
  ];
}
