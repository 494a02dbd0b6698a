"use client";

import { HEALTH_COLUMNS } from "@/components/breakers/health-columns";
import type { HealthRow } from "@/components/breakers/model-health";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import { formatInstant, formatMs, UNKNOWN_TEXT } from "@/lib/domain/format";

type HealthPanelProps = { rows: HealthRow[]; asOf: string; tier: string };

/** The breaker of each model a tier may send to, region by region. */
export function HealthPanel({ rows, asOf, tier }: HealthPanelProps) {
  const { tz } = useReport();
  // What a phone shows without scrolling comes first.
  const columns: DataColumn<HealthRow>[] = [
    HEALTH_COLUMNS.model,
    HEALTH_COLUMNS.state,
    HEALTH_COLUMNS.region,
    { id: "role", header: "Role", value: ({ role }) => role },
    HEALTH_COLUMNS.n,
    HEALTH_COLUMNS.error_rate,
    {
      id: "latency",
      header: "Latency counted",
      numeric: true,
      value: ({ latency_ms }) => latency_ms,
      cell: ({ latency_ms }) => formatMs(latency_ms),
    },
    {
      id: "since",
      header: "Since",
      value: ({ since }) => since,
      cell: ({ since }) => (since ? formatInstant(since, tz) : UNKNOWN_TEXT),
    },
  ];
  return (
    <Panel title="State now" subtitle={`State at ${formatInstant(asOf, tz)}`}>
      {rows.length === 0 ? (
        <EmptyBox
          title="Nothing counted yet"
          hint={
            <>
              Every model counts as <Pill tone="good">closed</Pill> until logs with the tier “{tier}” arrive.
            </>
          }
        />
      ) : (
        <DataTable
          caption={`State of the models of ${tier}`}
          columns={columns}
          rows={rows}
          rowKey={({ region, model }) => `${region} ${model}`}
          maxHeight={320}
        />
      )}
    </Panel>
  );
}
