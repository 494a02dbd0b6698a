import { Notice } from "@/components/ui/notice";
import type { RulePreview } from "@/lib/contract/alerts";
import { describeLabels } from "@/lib/domain/alerts/observation";
import classes from "./alerts.module.css";

const VERDICT_LABELS = { breached: "Would fire", ok: "Fine", unmeasured: "Too little traffic" } as const;

/** What a rule would see now. */
export function RulePreviewBox({
  preview: { breached, series, unmeasured, warnings, seen },
}: {
  preview: RulePreview;
}) {
  return (
    <Notice as="div" role="status" {...(breached > 0 && { tone: "warn" })}>
      <p>
        {series === 0
          ? "It has nothing to look at now, so it would not fire."
          : `It would fire for ${breached} of ${series} now${unmeasured === 0 ? "" : `; ${unmeasured} with too little traffic`}.`}
      </p>
      {warnings.map((warning) => (
        <p key={warning}>{warning}.</p>
      ))}
      <ul className={classes.seen}>
        {seen.slice(0, 5).map(({ labels, verdict, summary }) => (
          <li key={JSON.stringify(labels)}>
            {VERDICT_LABELS[verdict]}: {[describeLabels(labels), summary].filter((part) => part !== "").join(": ")}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
