import type { ReconciliationSummary } from "@/lib/contract/reconciliations";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { displayChange, reasonBars } from "./describe-reconciliation";
import classes from "./reconciliation.module.css";

/** The difference by reason: what is more on the bill to the right, what is less to the left, and the sum. */
export function ReasonBars({ summary }: { summary: ReconciliationSummary }) {
  const bars = reasonBars(summary);
  return (
    <ul className={classes.bars} aria-label={t("The difference by reason")}>
      {bars.map(({ key, label, sentence, usd, tokens, share, isMore }) => (
        <li key={key} className={classes.bar}>
          <span className={classes.barLabel}>{label}</span>
          <span className={classes.barValue}>{displayChange(usd)}</span>
          <span
            className={classes.track}
            data-more={isMore || undefined}
            data-rest={key === "unexplained" || undefined}
            aria-hidden="true"
          >
            <span style={{ width: `${(share * 50).toFixed(2)}%` }} />
          </span>
          <span className={classes.barNote}>
            {sentence}
            {tokens > 0 && ` ${t("{tokens} tokens more on the bill.", { tokens: formatWhole(tokens) })}`}
            {tokens < 0 && ` ${t("{tokens} tokens less on the bill.", { tokens: formatWhole(-tokens) })}`}
          </span>
        </li>
      ))}
      <li className={classes.bar} data-total>
        <span className={classes.barLabel}>{t("Difference")}</span>
        <span className={classes.barValue}>{displayChange(summary.difference_usd)}</span>
      </li>
    </ul>
  );
}
