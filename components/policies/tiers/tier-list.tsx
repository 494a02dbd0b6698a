"use client";

import { healthSummary, type ModelHealth, prepareHealth } from "@/components/breakers/model-health";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import { TierLink } from "@/components/ui/tier-link";
import { readOptions } from "@/lib/client/read-options";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { formatCount, formatInstant, formatPercent, formatRelative, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import lineClasses from "../parts/lines.module.css";
import textClasses from "../parts/text.module.css";
import { describeThresholds } from "../thresholds/describe-thresholds";
import { TIER_QUERIES } from "./tier-queries";
import { tierShares } from "./tier-shares";

type TierListProps = {
  policies: readonly PublishedPolicy[];
  health: readonly ModelHealth[];
  asOf: string;
  canCreate: boolean;
};

/** Every tier: who answers, when a model is avoided, how it stands now, and who published it. */
export function TierList({ policies, health, asOf, canCreate }: TierListProps) {
  const { tz } = useReport();
  const traffic = useLiveQuery(readOptions("/api/v1/stats/series", TIER_QUERIES.traffic));
  const failovers = useLiveQuery(readOptions("/api/v1/failovers", TIER_QUERIES.failovers));
  const shares = traffic.data ? tierShares(traffic.data) : null;
  const rows = policies.map((policy) => ({
    policy,
    summary: healthSummary(prepareHealth(policy, health)),
    traffic: shares?.get(policy.tier) ?? null,
    last: failovers.data?.failovers.find(({ tier }) => tier === policy.tier) ?? null,
  }));
  type Row = (typeof rows)[number];
  const columns: DataColumn<Row>[] = [
    {
      id: "tier",
      header: t("Tier"),
      value: ({ policy }) => policy.tier,
      cell: ({ policy }) => <TierLink tier={policy.tier} />,
    },
    {
      id: "state",
      header: t("State now"),
      value: ({ summary }) => summary.map(({ text, where = "" }) => `${text} ${where}`).join(", "),
      cell: ({ summary }) => (
        <ul className={lineClasses.lines}>
          {summary.map(({ tone, text, where }) => (
            <li key={`${text} ${where}`}>
              <Pill tone={tone}>{text}</Pill>
              {where && <span className={lineClasses.where}>{where}</span>}
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: "models",
      header: t("Primary and fallbacks"),
      value: ({ policy }) => policy.primary,
      cell: ({ policy }) => <Candidates policy={policy} />,
    },
    {
      id: "thresholds",
      header: t("Fails over when"),
      value: ({ policy }) => describeThresholds(policy.failover).join(", "),
      cell: ({ policy }) => (
        <ul className={lineClasses.lines}>
          {describeThresholds(policy.failover).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ),
    },
    {
      id: "traffic",
      header: t("Traffic, 24 h"),
      numeric: true,
      value: (row) => row.traffic?.share,
      cell: (row) =>
        row.traffic ? `${formatPercent(row.traffic.share, 1)} (${formatCount(row.traffic.attempts)})` : UNKNOWN_TEXT,
    },
    {
      id: "last",
      header: t("Last failover"),
      value: ({ last }) => last?.at,
      cell: ({ last }) =>
        last ? (
          formatRelative(last.at, asOf)
        ) : failovers.data ? (
          <span className={textClasses.muted}>{t("none in 7 d")}</span>
        ) : (
          UNKNOWN_TEXT
        ),
    },
    {
      id: "published",
      header: t("Published"),
      value: ({ policy }) => policy.published_at,
      cell: ({ policy }) => (
        <>
          <time dateTime={policy.published_at} title={formatInstant(policy.published_at, tz)}>
            {t("version {version}, {publishedAt}", {
              version: policy.version,
              publishedAt: formatRelative(policy.published_at, asOf),
            })}
          </time>
          <br />
          <span className={textClasses.muted}>{policy.published_by}</span>
        </>
      ),
    },
  ];
  return (
    <Panel
      title={t("Tiers")}
      subtitle={t("{count, plural, one {# tier} other {# tiers}} with a policy; traffic of the last 24 h", {
        count: policies.length,
      })}
    >
      {rows.length === 0 ? (
        <EmptyBox
          title={t("No tier has a policy yet")}
          hint={
            canCreate
              ? t("Name one above: its form starts with sensible thresholds; publishing serves it to the routers.")
              : t("An admin creates the first one here.")
          }
        />
      ) : (
        <DataTable caption={t("Every tier")} columns={columns} rows={rows} rowKey={({ policy }) => policy.tier} />
      )}
    </Panel>
  );
}

function Candidates({ policy }: { policy: PublishedPolicy }) {
  const own = Object.keys(policy.regions).length;
  return (
    <ul className={lineClasses.lines}>
      {[policy.primary, ...policy.fallbacks].map((model) => (
        <li key={model}>
          <ModelName model={model} href={`/models/${encodeURIComponent(model)}`} />
        </li>
      ))}
      {own > 0 && (
        <li className={textClasses.muted}>
          {t("{count, plural, one {one region differs} other {# regions differ}}", { count: own })}
        </li>
      )}
    </ul>
  );
}
