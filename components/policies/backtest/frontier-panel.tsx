"use client";

import { Group } from "@mantine/core";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import ui from "@/components/ui/ui.module.css";
import type { FrontierPointReply, FrontierReply } from "@/lib/contract/frontier";
import type { TierPolicy } from "@/lib/contract/policy";
import { formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { isSame } from "../draft/is-same";
import textClasses from "../parts/text.module.css";
import own from "./backtest.module.css";
import { resolveBacktestWindow, useBacktestWindow } from "./backtest-window";
import { FrontierChart } from "./frontier-chart";
import type { StatCell } from "./prepare-backtest";
import { describeSweep, prepareFrontier } from "./prepare-frontier";
import type { FrontierRuns } from "./use-frontier";

type FrontierPanelProps = {
  runs: FrontierRuns;
  policy: TierPolicy | null;
  /** Puts a point into the form; null where nothing may be changed. */
  onPick: ((policy: TierPolicy, point: FrontierPointReply) => void) | null;
};

/** Other thresholds, orders and ramps than the draft's, back-tested over the same recorded time. */
export function FrontierPanel({ runs, policy, onPick }: FrontierPanelProps) {
  const { window } = useBacktestWindow();
  const { progress, error, last } = runs;
  const isRunning = progress !== null;
  const isOld = last !== null && policy !== null && !isSame(policy, last.policy);

  function start() {
    const range = resolveBacktestWindow(window, Date.now());
    if (policy && range) void runs.run({ policy, ...range });
  }

  return (
    <Panel
      title={t("Policy frontier")}
      subtitle={t("Other thresholds, orders of fallbacks and ramps, over the recorded time of the back-test")}
      actions={<ExplainFrontier />}
    >
      <div className={textClasses.stack}>
        <Group gap="xs">
          <Button
            variant="default"
            size="md"
            disabled={policy === null || isRunning || resolveBacktestWindow(window, 0) === null}
            onClick={start}
          >
            {t("Run sweep")}
          </Button>
          {isRunning && (
            <Button variant="subtle" size="md" onClick={runs.cancel}>
              {t("Cancel")}
            </Button>
          )}
        </Group>
        {isRunning && (
          <div className={own.running}>
            <progress className={own.progress} value={progress} max={1} aria-label={t("Policy frontier")} />
            <span className={textClasses.help}>{formatPercent(progress, 0)}</span>
          </div>
        )}
        <div aria-live="polite">
          {error && <Notice tone="bad">{error}</Notice>}
          {!error && !isRunning && last && (
            <p className={textClasses.help}>
              {describeSweep(last.reply)} {isOld && t("The draft has changed since.")}
            </p>
          )}
        </div>
        {!isRunning && last && last.reply.attempts > 0 && (
          <>
            <FrontierChart reply={last.reply} />
            <FrontierTable reply={last.reply} onPick={onPick && ((point) => onPick(last.policy, point))} />
          </>
        )}
      </div>
    </Panel>
  );
}

type FrontierTableProps = { reply: FrontierReply; onPick: ((point: FrontierPointReply) => void) | null };

function FrontierTable({ reply, onPick }: FrontierTableProps) {
  const caption = t("This draft, and policies that no other beats");
  const label = t("{caption}, as a table", { caption });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={ui.tableScroll} tabIndex={0} aria-label={label}>
      <table className={`${ui.table} ${ui.stickyFirst} ${own.stats}`}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("Policy")}</th>
            <th scope="col" data-numeric>
              {t("Error rate")}
            </th>
            <th scope="col" data-numeric>
              {t("Duration {percentile}", { percentile: "p99" })}
            </th>
            <th scope="col" data-numeric>
              {t("Cost per 1,000 attempts")}
            </th>
            <th scope="col" data-numeric>
              {t("Compared attempts")}
            </th>
            <th scope="col" data-numeric>
              {t("Moved attempts")}
            </th>
            {onPick && <th scope="col">{t("Choose")}</th>}
          </tr>
        </thead>
        <tbody>
          {prepareFrontier(reply).map(({ point, name, errorRate, p99, cost, compared, moved }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <Cell cell={errorRate} />
              <Cell cell={p99} />
              <Cell cell={cost} />
              <td data-numeric>{compared}</td>
              <td data-numeric>{moved}</td>
              {onPick && (
                <td>
                  <Button
                    variant="default"
                    aria-label={t("Put into the draft: {name}", { name })}
                    onClick={() => onPick(point)}
                  >
                    {t("Put into the draft")}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell }: { cell: StatCell }) {
  return (
    <td data-numeric>
      {cell.text}
      {cell.note && <span className={ui.sub}>{cell.note}</span>}
    </td>
  );
}

function ExplainFrontier() {
  return (
    <Explain
      title={t("Policy frontier")}
      formula={t(
        "on the frontier = no other policy is at least as good in error rate, p99 and cost, and better in one of them",
      )}
      note={t(
        "Each policy is a back-test of its own over the same recorded attempts. Half, once and twice the error threshold; three quarters, once and one and a half times the latency threshold, and none; the fallbacks in other orders; three ramps. Regions with models of their own keep them. Costs are of attempts with a price; moved attempts without recorded evidence are left out. A policy computed from less than 95 % of the attempts that the draft was is of other traffic: it is not on the frontier. Intervals are 95 %; where they overlap, policies may be equally good.",
      )}
    />
  );
}
