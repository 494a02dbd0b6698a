"use client";

import { activeFailovers } from "@/components/breakers/active-failovers";
import { HEALTH_COLUMNS } from "@/components/breakers/health-columns";
import type { ModelHealth } from "@/components/breakers/model-health";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import { TierLink } from "@/components/ui/tier-link";
import { formatInstant, formatRelative, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

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
    HEALTH_COLUMNS.model,
    HEALTH_COLUMNS.state,
    {
      id: "since",
      header: t("Since"),
      value: ({ since }) => since,
      cell: ({ since }) => (since ? formatRelative(since, asOf) : UNKNOWN_TEXT),
    },
    {
      id: "tier",
      header: t("Tier"),
      value: ({ tier }) => tier,
      cell: ({ tier }) => <TierLink tier={tier} />,
    },
    HEALTH_COLUMNS.region,
    { ...HEALTH_COLUMNS.n, hint: t("what opened it, while open") },
    HEALTH_COLUMNS.error_rate,
  ];
  return (
    <Panel
      title={t("States now")}
      subtitle={t("At {asOf}: {away} open or half-open, {closed} closed", {
        asOf: formatInstant(asOf, tz),
        away: formatWhole(troubled.length),
        closed: formatWhole(closed),
      })}
    >
      {troubled.length === 0 ? (
        <EmptyBox
          title={known === 0 ? t("Nothing counted yet") : t("No model is out of rotation")}
          hint={
            known === 0
              ? t("Breakers count attempts once logs arrive that name a tier with a policy.")
              : t("All {known} breakers of models in policies are closed; {measured} of them had traffic lately.", {
                  known: formatWhole(known),
                  measured: formatWhole(measured),
                })
          }
        />
      ) : (
        <DataTable
          caption={t("Models out of rotation or on probation")}
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
