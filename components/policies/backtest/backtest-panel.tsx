"use client";

import { Group } from "@mantine/core";
import type { ChangeEvent, KeyboardEvent } from "react";
import { useReport } from "@/components/shell/use-report";
import { fromLocalInput, toLocalInput } from "@/components/shell/zoned-time";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import popover from "@/components/ui/popover.module.css";
import { Segmented } from "@/components/ui/segmented";
import type { TierPolicy } from "@/lib/contract/policy";
import { formatPercent } from "@/lib/domain/format";
import { message, type Text, t } from "@/lib/messages/translate";
import textClasses from "../parts/text.module.css";
import own from "./backtest.module.css";
import { RESULT_ID } from "./backtest-result";
import { resolveBacktestWindow, useBacktestWindow, type WindowChoice } from "./backtest-window";
import { describeOutcome } from "./prepare-backtest";
import type { BacktestRuns } from "./use-backtest";

const CHOICES: { value: WindowChoice; label: Text }[] = [
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 d" },
  { value: "custom", label: message("Custom") },
];

type BacktestPanelProps = {
  runs: BacktestRuns;
  /** The draft in the form, published or not; null while it is not valid. */
  policy: TierPolicy | null;
};

/** Chooses recorded time and runs the form's draft over it. */
export function BacktestPanel({ runs, policy }: BacktestPanelProps) {
  const { window, choose, setCustom } = useBacktestWindow();
  const { progress, error, last } = runs;
  const isRunning = progress !== null;

  function start() {
    const range = resolveBacktestWindow(window, Date.now());
    if (policy && range) void runs.run({ policy, ...range });
  }

  return (
    <Panel
      title={t("Back-test")}
      subtitle={t("What this draft would have done on recorded traffic; nothing is published")}
    >
      <div className={textClasses.stack}>
        <Segmented label={t("Recorded time")} options={CHOICES} value={window.choice} onChange={choose} />
        {window.choice === "custom" && <CustomWindow from={window.from} to={window.to} onChange={setCustom} />}
        <Group gap="xs">
          <Button
            variant="default"
            size="md"
            disabled={policy === null || isRunning || resolveBacktestWindow(window, 0) === null}
            onClick={start}
          >
            {last ? t("Run again") : t("Run back-test")}
          </Button>
          {isRunning && (
            <Button variant="subtle" size="md" onClick={runs.cancel}>
              {t("Cancel")}
            </Button>
          )}
        </Group>
        {policy === null && (
          <p className={textClasses.help}>{t("Some fields are not valid; it can run once they are.")}</p>
        )}
        {isRunning && (
          <div className={own.running}>
            <progress className={own.progress} value={progress} max={1} aria-label={t("Back-test")} />
            <span className={textClasses.help}>{formatPercent(progress, 0)}</span>
          </div>
        )}
        <div aria-live="polite">
          {error && <Notice tone="bad">{error}</Notice>}
          {!error && !isRunning && last && (
            <>
              <p className={textClasses.help}>{describeOutcome(last.reply)}</p>
              <a className={own.toResult} href={`#${RESULT_ID}`}>
                {t("See the whole result")}
              </a>
            </>
          )}
        </div>
      </div>
    </Panel>
  );
}

type Range = { from: string | null; to: string | null };

function CustomWindow({ from, to, onChange }: Range & { onChange: (range: Range) => void }) {
  const { tz } = useReport();
  const problem = from && to && Date.parse(from) >= Date.parse(to) ? t("Must be after the start") : null;
  const field = (label: string, name: keyof Range, value: string | null) => (
    <label className={popover.field}>
      {label}
      <input
        type="datetime-local"
        className={popover.input}
        defaultValue={value && !Number.isNaN(Date.parse(value)) ? toLocalInput(Date.parse(value), tz) : ""}
        aria-invalid={(name === "to" && problem !== null) || undefined}
        onKeyDown={keepFromSubmitting}
        onChange={(event: ChangeEvent<HTMLInputElement>) =>
          onChange({ from, to, [name]: fromLocalInput(event.currentTarget.value, tz) })
        }
      />
    </label>
  );
  return (
    <div>
      {field(t("From"), "from", from)}
      {field(t("To"), "to", to)}
      <p className={problem ? textClasses.error : textClasses.help}>
        {problem ?? t("In {tz}, up to but not including the end", { tz })}
      </p>
    </div>
  );
}

// Enter belongs to this field, not to the form around it.
function keepFromSubmitting(event: KeyboardEvent) {
  if (event.key === "Enter") event.preventDefault();
}
