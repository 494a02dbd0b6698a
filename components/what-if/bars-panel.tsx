"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { ChartFrame } from "@/components/charts/chart-frame";
import { EmptyHint } from "@/components/shell/empty-hint";
import { describeRange } from "@/components/ui/describe";
import type { WhatIf } from "@/lib/contract/what-if";
import { displayUsd } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { dimensionWord, rangeText } from "./describe-what-if";
import { barsTable, prepareBars } from "./prepare-bars";
import classes from "./what-if.module.css";

/** Recorded and what-if side by side, with the range as a lighter end. */
export function BarsPanel({ answer, tz }: { answer: UseQueryResult<WhatIf>; tz: string }) {
  return (
    <ChartFrame
      title={t("Recorded and what-if")}
      query={answer}
      height={160}
      subtitle={(data) =>
        t("{window} · by {dimension} · the lighter end is the range", {
          window: describeRange(data, tz),
          dimension: dimensionWord(data.by),
        })
      }
      isEmpty={({ rows }) => rows.length === 0}
      emptyHint={
        <>
          {t("No priced attempts in this window.")} <EmptyHint />
        </>
      }
      table={barsTable}
    >
      {(data) => (
        <ul className={classes.bars}>
          {prepareBars(data).map(({ name, recorded, low, high, row }) => (
            <li key={name} className={classes.row}>
              <span className={classes.name}>{name}</span>
              <span className={classes.pair}>
                <span className={classes.track} aria-hidden="true">
                  <span className={classes.recorded} style={{ width: `${recorded * 100}%` }} />
                </span>
                <span className={classes.value}>{displayUsd(row.recorded_usd)}</span>
                <span className={classes.track} aria-hidden="true">
                  <span className={classes.high} style={{ width: `${high * 100}%` }} />
                  <span className={classes.low} style={{ width: `${low * 100}%` }} />
                </span>
                <span className={classes.value}>{rangeText(row)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </ChartFrame>
  );
}
