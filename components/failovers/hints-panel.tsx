"use client";

import Link from "next/link";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import type { Tone } from "@/components/ui/tone";
import { readOptions } from "@/lib/client/read-options";
import type { RuleHint } from "@/lib/contract/failover-detail";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import classes from "./failovers.module.css";

const TONES: Readonly<Record<RuleHint["hint"], Tone>> = {
  flapping: "bad",
  cannot_fire: "warn",
  never_fired: "neutral",
};
const NAMES: Readonly<Record<RuleHint["hint"], string>> = {
  flapping: "flapping",
  cannot_fire: "cannot fire",
  never_fired: "has never fired",
};

/** Rules that are probably not what was meant; nothing where there is nothing to say. */
export function HintsPanel() {
  const { data } = useLiveQuery(readOptions("/api/v1/failovers/hints", {}));
  if (!data || data.hints.length === 0) return null;
  const of = (name: RuleHint["hint"]) => data.hints.filter(({ hint }) => hint === name);
  const quiet = of("never_fired");
  return (
    <Panel title="Rules worth a look" subtitle="Based on the traffic of the last week">
      <Hints hints={[...of("flapping"), ...of("cannot_fire")]} />
      {quiet.length > 0 && (
        <details className={classes.quiet}>
          <summary>
            {quiet.length} {quiet.length === 1 ? "rule has" : "rules have"} never fired
          </summary>
          <Hints hints={quiet} />
        </details>
      )}
    </Panel>
  );
}

function Hints({ hints }: { hints: readonly RuleHint[] }) {
  const { tz } = useReport();
  return (
    <ul className={classes.hints}>
      {hints.map((hint) => (
        <li key={`${hint.hint} ${hint.tier} ${hint.region} ${hint.model}`}>
          <Pill tone={TONES[hint.hint]}>{NAMES[hint.hint]}</Pill>{" "}
          <Link href={`/policies/${encodeURIComponent(hint.tier)}`}>{hint.tier}</Link>, {hint.model} in {hint.region}:{" "}
          {describeHint(hint, tz)}
        </li>
      ))}
    </ul>
  );
}

function describeHint({ hint, count, needs, since }: RuleHint, tz: string): string {
  if (hint === "flapping") {
    return `opened three times within an hour, ${formatWhole(count)} such ${count === 1 ? "time" : "times"} in a day. A longer “Cooldown” or higher “Min failures” calms it.`;
  }
  if (hint === "cannot_fire") {
    return `its window never held more than ${formatWhole(count)} counted attempts, of the ${formatWhole(needs)} it needs. Lower “Min requests” or raise “Window (seconds)”.`;
  }
  return `it counted ${formatWhole(count)} attempts in a week and never opened since ${formatInstant(since, tz, "day")}: either all was well, or its limits are wide.`;
}
