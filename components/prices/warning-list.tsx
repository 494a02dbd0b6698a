import { Notice } from "@/components/ui/notice";
import type { PriceWarning } from "@/lib/contract/prices";
import { type Message, message, t } from "@/lib/messages/translate";
import { BUCKET_NAMES, BUCKETS } from "./describe-price";
import classes from "./prices.module.css";

type WarningListProps = {
  warnings: readonly PriceWarning[];
  confirmed: ReadonlySet<string>;
  onConfirm: (code: string, isMeant: boolean) => void;
};

/** What looks like a slip; what is too likely one must be ticked before it can be saved. */
export function WarningList({ warnings, confirmed, onConfirm }: WarningListProps) {
  return (
    <div aria-live="polite">
      {warnings.length > 0 && (
        <Notice tone="warn" as="div">
          <strong>{t("Check this before you save")}</strong>
          <ul className={classes.warnings}>
            {warnings.map(({ field, code, message: said, must_confirm }) => {
              const problem = `${said.charAt(0).toLowerCase()}${said.slice(1)}`;
              const text = t("{field}: {problem}", { field: labelOf(field), problem });
              return (
                <li key={code}>
                  {must_confirm ? (
                    <label className={classes.check}>
                      <input
                        type="checkbox"
                        checked={confirmed.has(code)}
                        onChange={(event) => onConfirm(code, event.currentTarget.checked)}
                      />
                      <span>{t("{text}. It is meant.", { text })}</span>
                    </label>
                  ) : (
                    text
                  )}
                </li>
              );
            })}
          </ul>
        </Notice>
      )}
    </div>
  );
}

const OTHERS: Record<string, Message> = {
  fees: message("Fees"),
  calendar: message("Hours and days"),
  valid_from: message("Valid from"),
  rates: message("The price"),
};

function labelOf(field: string): string {
  const bucket = BUCKET_NAMES.find((name) => field === `rates.${name}`);
  const label = bucket ? BUCKETS[bucket].label : OTHERS[field];
  return label ? t(label) : field;
}
