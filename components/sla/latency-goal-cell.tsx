import { shortBand } from "@/components/ui/describe";
import { Pill } from "@/components/ui/pill";
import type { Tone } from "@/components/ui/tone";
import classes from "@/components/ui/ui.module.css";
import type { LatencyGoal } from "@/lib/contract/sla";
import { formatMs, UNKNOWN_TEXT } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";

const STATES: Record<LatencyGoal["state"], { label: Message; tone: Tone }> = {
  met: { label: message("met"), tone: "good" },
  missed: { label: message("missed"), tone: "bad" },
  unsure: { label: message("not sure"), tone: "neutral" },
  nothing: { label: message("no samples"), tone: "neutral" },
};

/** A p99 with its band beside what is asked of it. */
export function LatencyGoalCell({ goal }: { goal: LatencyGoal | null }) {
  if (goal === null) return UNKNOWN_TEXT;
  const { label, tone } = STATES[goal.state];
  return (
    <>
      {formatMs(goal.percentiles.p99)} <Pill tone={tone}>{t(label)}</Pill>
      <span className={classes.sub}>
        {t("{band} · target {target}", {
          band: shortBand(goal.percentiles.bands.p99),
          target: formatMs(goal.target_ms),
        })}
      </span>
    </>
  );
}
