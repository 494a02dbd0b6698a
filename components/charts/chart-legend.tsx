import type { KeyboardEvent, MouseEvent } from "react";
import { hasModifier } from "@/components/ui/has-modifier";
import classes from "@/components/ui/ui.module.css";
import { t } from "@/lib/messages/translate";

type LegendItem = { key?: string; label: string; color: string };

type ChartLegendProps = {
  items: readonly LegendItem[];
  /** Where lines can be hidden: which are, what hides or shows one, and what shows it alone. */
  hidden?: readonly string[];
  onToggle?: (key: string, keys: readonly string[]) => void;
  onOnly?: (key: string, keys: readonly string[]) => void;
};

/** What each colour of a chart stands for; a button each, where lines can be hidden. */
export function ChartLegend({ items, hidden = [], onToggle, onOnly }: ChartLegendProps) {
  return (
    <ul className={classes.legend}>
      {items.map(({ key = "", label, color }) => (
        <li key={label}>
          {onToggle && items.length > 1 ? (
            <LegendButton
              {...{ label, color, isHidden: hidden.includes(key) }}
              onToggle={() => onToggle(key, keysOf(items))}
              onOnly={onOnly && (() => onOnly(key, keysOf(items)))}
            />
          ) : (
            <>
              <Swatch color={color} />
              {label}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function keysOf(items: readonly LegendItem[]): string[] {
  return items.map(({ key = "" }) => key);
}

type LegendButtonProps = {
  label: string;
  color: string;
  isHidden: boolean;
  onToggle: () => void;
  onOnly: (() => void) | undefined;
};

/** Hides or shows a line; with Alt, by a double click or by the key O it alone is shown, or all again. */
function LegendButton({ label, color, isHidden, onToggle, onOnly }: LegendButtonProps) {
  const action = isHidden ? t("Show {label}", { label }) : t("Hide {label}", { label });
  return (
    <button
      type="button"
      className={classes.legendButton}
      aria-pressed={!isHidden}
      title={onOnly ? t("{action}; Alt and click, double click or the key O: only this", { action }) : action}
      onClick={({ altKey }: MouseEvent) => (altKey && onOnly ? onOnly() : onToggle())}
      onDoubleClick={({ altKey }: MouseEvent) => !altKey && onOnly?.()}
      onKeyDown={(event: KeyboardEvent) => event.key.toLowerCase() === "o" && !hasModifier(event) && onOnly?.()}
    >
      <Swatch color={color} />
      {label}
    </button>
  );
}

function Swatch({ color }: { color: string }) {
  return <span className={classes.swatch} style={{ background: color }} aria-hidden="true" />;
}
