"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import type { ReportQuery } from "@/components/shell/report-params";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeNoData, describeRange } from "@/components/ui/describe";
import { Explain } from "@/components/ui/explain";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { MixDimension } from "@/lib/domain/comparison/mix";
import { t } from "@/lib/messages/translate";
import classes from "./compare.module.css";
import { recommendationQuery } from "./compare-queries";
import { describeNines, draftHref } from "./describe-recommendation";
import type { CompareTargets } from "./targets-of";

type RecommendationProps = {
  query: ReportQuery;
  /** Those to choose from, where the report is not of one. */
  tiers: readonly string[];
  onTier: (tier: string) => void;
  /** Which of the picked models are not in the tier; null where all are. */
  absent: string | null;
  mix: readonly MixDimension[] | null;
  picked: string[];
  targets: CompareTargets;
};

/** Nobody's policy is of several tiers, whose requests are not alike. */
function describeTier(tier: string | undefined): string {
  return tier === undefined
    ? t("over all traffic, none of which names a tier: a policy is of one")
    : t("in tier {tier}", { tier });
}

/** Of the picked models, who should answer first and who next, what that is worth, and the way to the policy's form. */
export function RecommendationPanel({ query, tiers, onTier, absent, mix, picked, targets }: RecommendationProps) {
  const { tz } = useReport();
  const answer = useLiveQuery(
    readOptions("/api/v1/stats/recommendation", recommendationQuery(query, picked, { mix, targets })),
  );
  const { data, error } = answer;
  const [tier] = query.tier.length === 1 ? query.tier : [];
  const href = data ? draftHref(query, data) : null;
  return (
    <Panel
      title={t("Who should answer")}
      subtitle={data ? `${describeRange(data, tz)} · ${describeTier(tier)}` : describeNoData(error)}
      actions={
        <>
          {tiers.length > 1 && tier !== undefined && (
            <Select
              label={t("Tier")}
              options={tiers.map((value) => ({ value, label: value }))}
              value={tier}
              onChange={onTier}
            />
          )}
          <Explain
            title={t("Who should answer")}
            formula={t("requests left = primary's failures × fallback's failures, hour by hour")}
            note={t(
              "Primary: the cheapest of the models whose worst case meets the limits. Fallback: the model that leaves the fewest requests unanswered beside it. Within each hour the chances are multiplied, so that an outage of both counts as one.",
            )}
          />
        </>
      }
    >
      {data === undefined ? (
        error ? (
          <FailedBox error={error} onRetry={() => answer.refetch()} height={90} />
        ) : (
          <Skeleton height={90} />
        )
      ) : (
        <>
          <p className={classes.recommended}>
            {rich("Primary {primary} · fallback {fallback}", {
              primary: data.primary ? <ModelName model={data.primary} /> : t("not known"),
              fallback: data.fallback ? <ModelName model={data.fallback} /> : t("not known"),
            })}
            {href && (
              <Anchor component={Link} inherit href={href}>
                {t("Open as a draft of the policy")}
              </Anchor>
            )}
          </p>
          <ul className={classes.missing}>
            {[
              ...(absent === null ? [] : [t("{sentence}.", { sentence: absent })]),
              ...data.because,
              ...(data.availability ? describeNines(data.availability) : []),
            ].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
