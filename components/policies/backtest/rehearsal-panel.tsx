"use client";

import { Group } from "@mantine/core";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import ui from "@/components/ui/ui.module.css";
import type { TierPolicy } from "@/lib/contract/policy";
import type { RehearsalReply } from "@/lib/contract/rehearsal";
import { formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { isSame } from "../draft/is-same";
import textClasses from "../parts/text.module.css";
import own from "./backtest.module.css";
import { resolveBacktestWindow, useBacktestWindow } from "./backtest-window";
import { LoadChart } from "./load-chart";
import { describeLoad, describeRehearsal, toneOfLoad } from "./prepare-rehearsal";
import type { RehearsalRuns } from "./use-rehearsal";

type RehearsalPanelProps = {
  runs: RehearsalRuns;
  /** The draft in the form, published or not; null while it is not valid. */
  policy: TierPolicy | null;
};

/** Rehearses a failure of the draft's primary in the recorded time that the back-test is of. */
export function RehearsalPanel({ runs, policy }: RehearsalPanelProps) {
  const { window } = useBacktestWindow();
  const { progress, error, last } = runs;
  const isRunning = progress !== null;

  function start() {
    const range = resolveBacktestWindow(window, Date.now());
    if (policy && range) void runs.run({ policy, ...range });
  }

  return (
    <Panel
      title={t("Can the fallbacks carry it?")}
      subtitle={t("The primary fails in its busiest hour of the recorded time above")}
      actions={<ExplainRehearsal />}
    >
      <div className={textClasses.stack}>
        <Group gap="xs">
          <Button
            variant="default"
            size="md"
            disabled={policy === null || isRunning || resolveBacktestWindow(window, 0) === null}
            onClick={start}
          >
            {last ? t("Rehearse again") : t("Rehearse")}
          </Button>
          {isRunning && (
            <Button variant="subtle" size="md" onClick={runs.cancel}>
              {t("Cancel")}
            </Button>
          )}
        </Group>
        {isRunning && (
          <div className={own.running}>
            <progress className={own.progress} value={progress} max={1} aria-label={t("Rehearsal")} />
            <span className={textClasses.help}>{formatPercent(progress, 0)}</span>
          </div>
        )}
        <div aria-live="polite">
          {error && <Notice tone="bad">{error}</Notice>}
          {!error && !isRunning && last && (
            <Loads reply={last.reply} isOld={policy !== null && !isSame(policy, last.policy)} />
          )}
        </div>
      </div>
    </Panel>
  );
}

function Loads({ reply, isOld }: { reply: RehearsalReply; isOld: boolean }) {
  const { tz } = useReport();
  return (
    <div className={textClasses.stack}>
      <p className={textClasses.help}>
        {describeRehearsal(reply, tz)} {isOld && t("The draft has changed since.")}
      </p>
      {reply.hour && reply.fallbacks.length === 0 && (
        <Notice tone="warn">{t("The draft names nobody who could take these requests.")}</Notice>
      )}
      {reply.fallbacks.map((load) => (
        <div key={load.model}>
          <LoadChart load={load} />
          <Notice tone={toneOfLoad(load)} as="div">
            {describeLoad(load, tz).join(" ")}
          </Notice>
        </div>
      ))}
      {reply.fallbacks.length > 0 && (
        <ul className={ui.legend}>
          <LegendItem color="var(--sw-muted)" text={t("as recorded")} />
          <LegendItem color="var(--sw-accent)" text={t("moved to it")} />
          <LegendItem color="var(--sw-bad)" text={t("refused")} />
          <li>{t("dashed: the most it ever had; solid: its limit")}</li>
        </ul>
      )}
    </div>
  );
}

function LegendItem({ color, text }: { color: string; text: string }) {
  return (
    <li>
      <span className={own.key} style={{ background: color }} aria-hidden="true" />
      {text}
    </li>
  );
}

function ExplainRehearsal() {
  return (
    <Explain
      title={t("Rehearsal")}
      formula={t(
        "load of a fallback = what any tier asked it + what the failing primary sends on; at once = arrivals × mean duration",
      )}
      note={t(
        "The 60 minutes with the most requests of this tier to the draft's primary are led through the draft as a router would: the primary fails in every region, failures are retried up to max attempts, the breaker opens and returns by its cooldown and ramp. A limit counts the last 60 s of what was let in. Moved requests take as long as the fallback's own did on average, and latency opens nothing: how slow a model gets under load is not known. Other tiers on the same primary are not moved.",
      )}
    />
  );
}
