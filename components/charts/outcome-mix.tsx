import type { OutcomeCounts } from "@/lib/contract/stats";
import { formatCount } from "@/lib/domain/format";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./charts.module.css";

export const OUTCOME_LABELS: Record<Outcome, Message> = {
  ok: message("ok"),
  rate_limited: message("rate limited (429)"),
  server_error: message("server error"),
  timeout: message("timeout"),
  client_error: message("client error"),
  cancelled: message("cancelled"),
  refused: message("refused by the gateway"),
};

/** What went wrong, in proportion; ok is left out, or it would be all there is to see. */
export function OutcomeMix({ outcomes, label }: { outcomes: OutcomeCounts; label: string }) {
  const shown = OUTCOMES.filter((outcome) => outcome !== "ok" && outcomes[outcome] > 0);
  const total = shown.reduce((sum, outcome) => sum + outcomes[outcome], 0);
  const words = shown
    .map((outcome) =>
      t("{count} {outcome}", { count: formatCount(outcomes[outcome]), outcome: t(OUTCOME_LABELS[outcome]) }),
    )
    .join(", ");
  return (
    <div
      className={classes.mix}
      role="img"
      aria-label={t("{label}: {words}", { label, words: words || t("nothing went wrong") })}
      title={words}
    >
      {shown.map((outcome) => (
        <span
          key={outcome}
          style={{ width: `${(outcomes[outcome] / total) * 100}%`, background: `var(--outcome-${outcome})` }}
        />
      ))}
    </div>
  );
}
