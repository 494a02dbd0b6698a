"use client";

import { HEALTH_COLUMNS } from "@/components/breakers/health-columns";
import type { HealthRow } from "@/components/breakers/model-health";
import { STATE_TEXT } from "@/components/breakers/state-text";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { rich } from "@/components/ui/rich";
import { EmptyBox } from "@/components/ui/state-box";
import { formatInstant, formatMs, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

type HealthPanelProps = { rows: HealthRow[]; asOf: string; tier: string };

/** The breaker of each model a tier may send to, region by region. */
export function HealthPanel({ rows, asOf, tier }: HealthPanelProps) {
  const { tz } = useReport();
  // What a phone shows without scrolling comes first.
  const columns: DataColumn<HealthRow>[] = [
    HEALTH_COLUMNS.model,
    HEALTH_COLUMNS.state,
    HEALTH_COLUMNS.region,
    { id: "role", header: t("Role"), value: ({ role }) => role },
    HEALTH_COLUMNS.n,
    HEALTH_COLUMNS.error_rate,
    {
      id: "latency",
      header: t("Latency counted"),
      numeric: true,
      value: ({ latency_ms }) => latency_ms,
      cell: ({ latency_ms }) => formatMs(latency_ms),
    },
    {
      id: "since",
      header: t("Since"),
      value: ({ since }) => since,
      cell: ({ since }) => (since ? formatInstant(since, tz) : UNKNOWN_TEXT),
    },
  ];
  return (
    <Panel title={t("State now")} subtitle={t("State at {asOf}", { asOf: formatInstant(asOf, tz) })}>
      {rows.length === 0 ? (
        <EmptyBox
          title={t("Nothing counted yet")}
          hint={rich("Every model counts as {closed} until logs with the tier “{tier}” arrive.", {
            closed: <Pill tone="good">{t(STATE_TEXT.closed)}</Pill>,
            tier,
          })}
        />
      ) : (
        <DataTable
          caption={t("State of the models of {tier}", { tier })}
          columns={columns}
          rows={rows}
          rowKey={({ region, model }) => `${region} ${model}`}
          maxHeight={320}
        />
      )}
    </Panel>
  );
}
