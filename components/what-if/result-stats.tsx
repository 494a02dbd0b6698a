"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { Skeleton } from "@/components/ui/skeleton";
import { StatCard, StatRow } from "@/components/ui/stat-card";
import { FailedBox } from "@/components/ui/state-box";
import type { WhatIf } from "@/lib/contract/what-if";
import { displayUsd, formatCount, formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { changeText, rangeText, shareText } from "./describe-what-if";
import classes from "./what-if.module.css";

/** What it cost, what it would have cost, and what it would have cost on the baseline. */
export function ResultStats({ answer }: { answer: UseQueryResult<WhatIf> }) {
  const { data } = answer;
  if (data === undefined) {
    if (answer.error) return <FailedBox error={answer.error} onRetry={() => answer.refetch()} height={118} />;
    return <Skeleton height={118} apart />;
  }
  const { recorded, what_if, difference, baseline, beside } = data;
  const isPartly = recorded.priced_share !== null && recorded.priced_share < 1;
  return (
    <StatRow>
      <StatCard
        label={t("Recorded")}
        value={displayUsd(recorded.cost_usd)}
        notes={[
          t("{attempts} attempts", { attempts: formatCount(recorded.attempts) }),
          isPartly
            ? t("{share} have a price; the others are in neither sum", {
                share: formatPercent(recorded.priced_share, 2),
              })
            : null,
        ]}
      />
      <StatCard
        label={t("What if")}
        value={<Amounts text={rangeText(what_if)} isRange={what_if.low_usd !== what_if.high_usd} />}
        notes={beside.map(describeBeside)}
        explain={{
          formula: t("Σ recorded tokens × the changed price, + costs once"),
          note: t(
            "Where models differ in how many tokens they count or write, there is a low and a high end, each a sum of its own. Below is what the range was learnt from.",
          ),
        }}
      />
      <StatCard
        label={t("Difference")}
        value={<Amounts text={changeText(difference)} isRange={difference.low_usd !== difference.high_usd} />}
        notes={[shareText(difference)]}
      />
      {baseline && (
        <StatCard
          label={t("All of it on {model}", { model: baseline.model })}
          value={<Amounts text={rangeText(baseline)} isRange={baseline.low_usd !== baseline.high_usd} />}
          notes={[
            t("{change} against recorded", { change: changeText(baseline.difference) }),
            baseline.retires_on &&
              t("{provider} retires it on {day}", {
                provider: baseline.provider,
                day: baseline.retires_on,
              }),
            baseline.unpriced > 0 &&
              t("{attempts} attempts have no price there", { attempts: formatCount(baseline.unpriced) }),
          ]}
        />
      )}
    </StatRow>
  );
}

function Amounts({ text, isRange }: { text: string; isRange: boolean }) {
  return isRange ? <span className={classes.range}>{text}</span> : text;
}

function describeBeside({ kind, ...range }: WhatIf["beside"][number]): string {
  return kind === "capacity"
    ? t("of it capacity by the hour: {usd}", { usd: rangeText(range) })
    : t("of it once, to fill the cache: {usd}", { usd: rangeText(range) });
}
