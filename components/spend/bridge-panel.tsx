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
import { t } from "@/lib/messages/translate";
import { BridgeSteps } from "./bridge-steps";
import { describeShortened } from "./describe-bridge";
import classes from "./outlook.module.css";
import { billedOf, bridgeTable, prepareBridge, signedUsd } from "./prepare-bridge";
import { spendWindow } from "./spend-queries";

/** Why spend differs from the period before, in terms that add up to the difference. */
export function BridgePanel() {
  const report = useReport();
  const { tz } = report;
  const bridge = useLiveQuery(readOptions("/api/v1/bridge", spendWindow(report)));
  return (
    <ChartFrame
      title={t("Why spend changed")}
      query={bridge}
      height={140}
      subtitle={(data) =>
        data.is_comparable
          ? [
              describeDifference(data),
              t("against {range}", { range: describeRange(data.before, tz) }),
              describeShortened(data),
            ]
              .filter(Boolean)
              .join(" · ")
          : t("Not compared with {range}", { range: describeRange(data.before, tz) })
      }
      explain={{
        formula: t(
          "difference = volume + mix + cache + price + waste + new and gone models + usage records + capacity + not split",
        ),
        note: t(
          "Per model: tokens × share × list value of a token × paid ÷ list × waste. Each term is the mean of changing it in this order and in the reverse one, so that the terms add up exactly and do not depend on which period comes first. Spend is what is billed: where capacity was reserved, what it cost instead of what it served by the token.",
        ),
      }}
      isEmpty={({ before, after, is_comparable }) => !is_comparable || (isNothing(before) && isNothing(after))}
      emptyHint={
        bridge.data?.is_comparable === false ? (
          <NothingWhole {...bridge.data} />
        ) : (
          <>
            {t("No priced attempts in this window or in the one before.")} <EmptyHint />
          </>
        )
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

/** Whatever records there are would all count as a rise. */
function NothingWhole({ records_from }: Bridge) {
  return t("Records begin on {day}: nothing whole to compare with. Choose a shorter or later window.", {
    day: formatInstant(records_from ?? "", "UTC", "day"),
  });
}

function BridgeNotes({ before, after, is_waste_known, is_capacity_known }: Bridge) {
  const isPartlyPriced = [before, after].some(({ priced_share }) => priced_share !== null && priced_share < 1);
  return (
    <>
      {!is_capacity_known && (
        <p className={classes.aside}>
          {t("What reserved capacity cost is in no term: a day has no rate of its currency. All is by the token.")}
        </p>
      )}
      {!is_waste_known && (
        <p className={classes.aside}>
          {t(
            "What attempts without a used answer cost is not known of all of these periods, which are older than that sum. It is in the other terms.",
          )}
        </p>
      )}
      {isPartlyPriced && (
        <p className={classes.aside}>
          {t("Some attempts have no price and are in no term; see the list of unpriced models.")}
        </p>
      )}
    </>
  );
}

/** "$10.00 → $8.00, -$2.00"; with capacity that is what was billed, which is said. */
function describeDifference({ before, after, terms, difference_usd }: Bridge): string {
  const sums = {
    before: displayUsd(billedOf(before)),
    after: displayUsd(billedOf(after)),
    difference: signedUsd(parseUsd(difference_usd) ?? 0n),
  };
  return terms.capacity === "0"
    ? t("{before} → {after}, {difference}", sums)
    : t("Billed {before} → {after}, {difference}", sums);
}

function isNothing(period: Bridge["before"]): boolean {
  return billedOf(period) === "0";
}
