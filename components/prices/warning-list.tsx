import { Notice } from "@/components/ui/notice";
import type { PriceWarning } from "@/lib/contract/prices";
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
          <strong>Check this before you save</strong>
          <ul className={classes.warnings}>
            {warnings.map(({ field, code, message, must_confirm }) => {
              const text = `${labelOf(field)}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
              return (
                <li key={code}>
                  {must_confirm ? (
                    <label className={classes.check}>
                      <input
                        type="checkbox"
                        checked={confirmed.has(code)}
                        onChange={(event) => onConfirm(code, event.currentTarget.checked)}
                      />
                      <span>{text}. It is meant.</span>
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

const OTHERS: Record<string, string> = {
  fees: "Fees",
  calendar: "Hours and days",
  valid_from: "Valid from",
  rates: "The price",
};

function labelOf(field: string): string {
  const bucket = BUCKET_NAMES.find((name) => field === `rates.${name}`);
  return bucket ? BUCKETS[bucket].label : (OTHERS[field] ?? field);
}
