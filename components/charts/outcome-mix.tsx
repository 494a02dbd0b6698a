import type { OutcomeCounts } from "@/lib/contract/stats";
import { formatCount } from "@/lib/domain/format";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import classes from "./charts.module.css";

export const OUTCOME_LABELS: Record<Outcome, string> = {
  ok: "ok",
  rate_limited: "rate limited (429)",
  server_error: "server error",
  timeout: "timeout",
  client_error: "client error",
  cancelled: "cancelled",
  refused: "refused by the gateway",
};

/** What went wrong, in proportion; ok is left out, or it would be all there is to see. */
export function OutcomeMix({ outcomes, label }: { outcomes: OutcomeCounts; label: string }) {
  const shown = OUTCOMES.filter((outcome) => outcome !== "ok" && outcomes[outcome] > 0);
  const total = shown.reduce((sum, outcome) => sum + outcomes[outcome], 0);
  const words = shown.map((outcome) => `${formatCount(outcomes[outcome])} ${OUTCOME_LABELS[outcome]}`).join(", ");
  return (
    <div className={classes.mix} role="img" aria-label={`${label}: ${words || "nothing went wrong"}`} title={words}>
      {shown.map((outcome) => (
        <span
          key={outcome}
          style={{ width: `${(outcomes[outcome] / total) * 100}%`, background: `var(--outcome-${outcome})` }}
        />
      ))}
    </div>
  );
}
