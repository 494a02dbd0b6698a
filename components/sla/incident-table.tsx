"use client";

import { useMemo } from "react";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import type { Incident, Uptime } from "@/lib/contract/uptime";
import { formatCount, formatInstant } from "@/lib/domain/format";

type Row = Incident & { model: string; provider: string };

/** Every incident of the window, the newest first. */
export function IncidentTable({ uptime }: { uptime: Uptime }) {
  const { tz } = useReport();
  const rows = useMemo(() => incidentsOf(uptime), [uptime]);
  const columns = useMemo(() => columnsOf(tz), [tz]);
  return (
    <Panel
      title="Incidents"
      subtitle="Runs of down minutes: more than half of a minute's counted attempts failed; gaps of up to 5 minutes are bridged"
    >
      {rows.length === 0 ? (
        <EmptyBox title="No incidents" hint="No model had a run of down minutes with at least 5 counted attempts." />
      ) : (
        <DataTable
          caption="Incidents in the window"
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.model}${row.provider}${row.region}${row.from}`}
          sortBy={{ id: "from", desc: true }}
          maxHeight={480}
        />
      )}
    </Panel>
  );
}

function incidentsOf(uptime: Uptime): Row[] {
  return uptime.models.flatMap(({ model, provider, region, incidents }) =>
    incidents.map((incident) => ({ region, ...incident, model, provider })),
  );
}

function columnsOf(zone: string): DataColumn<Row>[] {
  return [
    {
      id: "model",
      header: "Model",
      value: (row) => row.model,
      cell: (row) => <ModelName model={row.model} provider={row.provider} />,
    },
    { id: "region", header: "Region", value: (row) => row.region },
    { id: "from", header: "Began", value: (row) => row.from, cell: (row) => formatInstant(row.from, zone, "minute") },
    { id: "to", header: "Ended", value: (row) => row.to, cell: (row) => formatInstant(row.to, zone, "minute") },
    {
      id: "minutes",
      header: "Down minutes",
      numeric: true,
      value: (row) => row.minutes,
      cell: (row) => formatCount(row.minutes),
    },
    {
      id: "failed",
      header: "Failed attempts",
      numeric: true,
      value: (row) => row.failed,
      cell: (row) => formatCount(row.failed),
    },
  ];
}
