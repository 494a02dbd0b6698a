"use client";

import Link from "next/link";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { rich } from "@/components/ui/rich";
import type { Tone } from "@/components/ui/tone";
import { readOptions } from "@/lib/client/read-options";
import type { RuleHint } from "@/lib/contract/failover-detail";
import { type Message, message, t } from "@/lib/messages/translate";
import { describeHint } from "./describe-hint";
import classes from "./failovers.module.css";

const TONES: Readonly<Record<RuleHint["hint"], Tone>> = {
  flapping: "bad",
  cannot_fire: "warn",
  never_fired: "neutral",
};
const NAMES: Readonly<Record<RuleHint["hint"], Message>> = {
  flapping: message("flapping"),
  cannot_fire: message("cannot fire"),
  never_fired: message("has never fired"),
};

/** Rules that are probably not what was meant; nothing where there is nothing to say. */
export function HintsPanel() {
  const { data } = useLiveQuery(readOptions("/api/v1/failovers/hints", {}));
  if (!data || data.hints.length === 0) return null;
  const of = (name: RuleHint["hint"]) => data.hints.filter(({ hint }) => hint === name);
  const quiet = of("never_fired");
  return (
    <Panel title={t("Rules worth a look")} subtitle={t("Based on the traffic of the last week")}>
      <Hints hints={[...of("flapping"), ...of("cannot_fire")]} />
      {quiet.length > 0 && (
        <details className={classes.quiet}>
          <summary>
            {t("{count, plural, one {# rule has} other {# rules have}} never fired", { count: quiet.length })}
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
          <Pill tone={TONES[hint.hint]}>{t(NAMES[hint.hint])}</Pill>{" "}
          {rich("{tier}, {model} in {region}: {hint}", {
            tier: <Link href={`/policies/${encodeURIComponent(hint.tier)}`}>{hint.tier}</Link>,
            model: hint.model,
            region: hint.region,
            hint: describeHint(hint, tz),
          })}
        </li>
      ))}
    </ul>
  );
}
