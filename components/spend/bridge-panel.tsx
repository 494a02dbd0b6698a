"use client";

import { ChartFrame } from "@/components/charts/chart-frame";
import { EmptyHint } from "@/components/shell/empty-hint";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeRange } from "@/components/ui/describe";
import { readOptions } from "@/lib/client/read-options";
import type { Bridge } from "@/lib/contract/bridge";
import { displayUsd, formatInstant } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { BridgeSteps } from "./bridge-steps";
import classes from "./outlook.module.css";
import { bridgeTable, prepareBridge, signedUsd } from "./prepare-bridge";
import { spendWindow } from "./spend-queries";

/** Why spend differs from the period before, in terms that add up to the difference. */
export function BridgePanel() {
  const report = useReport();
  const { tz } = report;
  const bridge = useLiveQuery(readOptions("/api/v1/bridge", spendWindow(report)));
  return (
    <ChartFrame
      title="Why spend changed"
      query={bridge}
      height={140}
      subtitle={(data) =>
        `${displayUsd(data.before.cost_usd)} → ${displayUsd(data.after.cost_usd)}, ${signedUsd(parseUsd(data.difference_usd) ?? 0n)} · against ${describeRange(data.before, tz)}`
      }
      explain={{
        formula: "difference = volume + mix + cache + price + waste + new and gone models + usage records + not split",
        note: "Per model: tokens × share × list value of a token × paid ÷ list × waste. Each term is the mean of changing it in this order and in the reverse one, so that the terms add up exactly and do not depend on which period comes first.",
      }}
      isEmpty={({ before, after }) => isNothing(before) && isNothing(after)}
      emptyHint={
        <>
          No priced attempts in this window or in the one before. <EmptyHint />
        </>
      }
      table={bridgeTable}
    >
      {(data) => (
        <>
          <BridgeSteps steps={prepareBridge(data)} />
          <BridgeNotes {...data} />
        </>
      )}
    </ChartFrame>
  );
}

function BridgeNotes({ before, after, is_waste_known, records_from }: Bridge) {
  const isPartlyPriced = [before, after].some(({ priced_share }) => priced_share !== null && priced_share < 1);
  return (
    <>
      {records_from !== null && (
        <p className={classes.aside}>
          Records begin on {formatInstant(records_from, "UTC", "day")}, within the period before: what it lacks is taken
          for growth.
        </p>
      )}
      {!is_waste_known && (
        <p className={classes.aside}>
          What attempts without a used answer cost is not known of all of these periods, which are older than that sum.
          It is in the other terms.
        </p>
      )}
      {isPartlyPriced && (
        <p className={classes.aside}>
          Some attempts have no price and are in no term; see the list of unpriced models.
        </p>
      )}
    </>
  );
}

function isNothing({ cost_usd }: Bridge["before"]): boolean {
  return cost_usd === null || cost_usd === "0";
}
