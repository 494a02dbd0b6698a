import { Notice } from "@/components/ui/notice";
import type { RulePreview } from "@/lib/contract/alert-preview";
import type { RuleTerms } from "@/lib/contract/alert-rules";
import { describeLabels } from "@/lib/domain/alerts/observation";
import { formatWhole } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import classes from "./alerts.module.css";
import { RuleReplayBox } from "./rule-replay";

const VERDICT_LABELS = {
  breached: message("Would fire"),
  ok: message("Fine"),
  unmeasured: message("Too little traffic"),
} as const;

/** As many are shown though fewer would fire. */
const SHOWN_MIN = 5;

type RulePreviewProps = { terms: RuleTerms; preview: RulePreview };

/** What a rule would see now; those that would fire first, and all of them. Then when it would have fired. */
export function RulePreviewBox({ terms, preview }: RulePreviewProps) {
  const { breached, series, unmeasured, warnings, seen } = preview;
  const wouldFire = seen.filter(({ verdict }) => verdict === "breached");
  const others = seen.filter(({ verdict }) => verdict !== "breached");
  const shown = [...wouldFire, ...others].slice(0, Math.max(wouldFire.length, SHOWN_MIN));
  return (
    <Notice as="div" role="status" {...(breached > 0 && { tone: "warn" })}>
      <p>
        {series === 0
          ? t("It has nothing to look at now, so it would not fire.")
          : t(
              "It would fire for {breached} of {series} now{unmeasured, plural, =0 {} other {; {unmeasured} with too little traffic}}.",
              { breached, series, unmeasured },
            )}
      </p>
      {warnings.map((warning) => (
        <p key={warning}>{warning}.</p>
      ))}
      <ul className={classes.seen}>
        {shown.map(({ labels, verdict, summary }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two series may be called and measure the same
          <li key={place}>
            {t(VERDICT_LABELS[verdict])}: {[describeLabels(labels), summary].filter((part) => part !== "").join(": ")}
          </li>
        ))}
      </ul>
      {series > shown.length && <p>{t("And {count} others.", { count: formatWhole(series - shown.length) })}</p>}
      <RuleReplayBox terms={terms} replay={preview.replay} asOf={preview.as_of} />
    </Notice>
  );
}
