"use client";

import { activeFailovers } from "@/components/breakers/active-failovers";
import type { ModelHealth } from "@/components/breakers/model-health";
import { ModelInRegion } from "@/components/breakers/model-in-region";
import { StatePill } from "@/components/breakers/state-pill";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import { TierLink } from "@/components/ui/tier-link";
import { formatInstant, formatPercent, formatRelative, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";

type StatesPanelProps = { health: readonly ModelHealth[]; asOf: string };

/** Which models are avoided or probed at this moment, within the filters; the healthy ones as a count. */
export function StatesPanel({ health, asOf }: StatesPanelProps) {
  const { query, tz } = useReport();
  const asked = health.filter(
    ({ tier, region, model }) =>
      isAsked(query.tier, tier) && isAsked(query.region, region) && isAsked(query.model, model),
  );
  const { active: troubled, known, measured } = activeFailovers(asked);
  const closed = known - troubled.length;
  const columns: DataColumn<ModelHealth>[] = [
    {
      id: "model",
      header: "Model",
      value: ({ model }) => model,
      cell: ({ model, region }) => <ModelInRegion model={model} region={region} />,
    },
    { id: "state", header: "State", value: ({ state }) => state, cell: (row) => <StatePill {...row} /> },
    {
      id: "since",
      header: "Since",
      value: ({ since }) => since,
      cell: ({ since }) => (since ? formatRelative(since, asOf) : UNKNOWN_TEXT),
    },
    {
      id: "tier",
      header: "Tier",
      value: ({ tier }) => tier,
      cell: ({ tier }) => <TierLink tier={tier} />,
    },
    { id: "region", header: "Region", value: ({ region }) => region },
    {
      id: "n",
      header: "Counted",
      hint: "what opened it, while open",
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
  ];
  return (
    <Panel
      title="States now"
      subtitle={`At ${formatInstant(asOf, tz)}: ${formatWhole(troubled.length)} open or half-open, ${formatWhole(closed)} closed`}
    >
      {troubled.length === 0 ? (
        <EmptyBox
          title={known === 0 ? "Nothing counted yet" : "No model is out of rotation"}
          hint={
            known === 0
              ? "Breakers count attempts once logs arrive that name a tier with a policy."
              : `All ${formatWhole(known)} breakers of models in policies are closed; ${formatWhole(measured)} of them had traffic lately.`
          }
        />
      ) : (
        <DataTable
          caption="Models out of rotation or on probation"
          columns={columns}
          rows={troubled}
          rowKey={({ tier, region, model }) => `${tier} ${region} ${model}`}
          maxHeight={320}
        />
      )}
    </Panel>
  );
}

function isAsked(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value);
}
