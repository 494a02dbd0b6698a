"use client";

import type { HealthRow } from "@/components/breakers/model-health";
import { ModelInRegion } from "@/components/breakers/model-in-region";
import { StatePill } from "@/components/breakers/state-pill";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import { formatInstant, formatMs, formatPercent, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";

type HealthPanelProps = { rows: HealthRow[]; asOf: string; tier: string };

/** The breaker of each model a tier may send to, region by region. */
export function HealthPanel({ rows, asOf, tier }: HealthPanelProps) {
  const { tz } = useReport();
  // What a phone shows without scrolling comes first.
  const columns: DataColumn<HealthRow>[] = [
    {
      id: "model",
      header: "Model",
      value: ({ model }) => model,
      cell: ({ model, region }) => <ModelInRegion model={model} region={region} />,
    },
    { id: "state", header: "State", value: ({ state }) => state, cell: (row) => <StatePill {...row} /> },
    { id: "region", header: "Region", value: ({ region }) => region },
    { id: "role", header: "Role", value: ({ role }) => role },
    {
      id: "n",
      header: "Counted",
      numeric: true,
      value: ({ n }) => n,
      cell: ({ n, failures }) => `${formatWhole(n)} (${formatWhole(failures)} failed)`,
    },
    {
      id: "error_rate",
      header: "Error rate",
      numeric: true,
      value: ({ error_rate }) => error_rate,
      cell: ({ error_rate }) => formatPercent(error_rate),
    },
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
