import classes from "@/components/ui/ui.module.css";

type LegendItem = { key?: string; label: string; color: string };

type ChartLegendProps = {
  items: readonly LegendItem[];
  /** Where lines can be hidden: which are, and what hides or shows one. */
  hidden?: readonly string[];
  onToggle?: (key: string) => void;
};

/** What each colour of a chart stands for; a button each, where lines can be hidden. */
export function ChartLegend({ items, hidden = [], onToggle }: ChartLegendProps) {
  return (
    <ul className={classes.legend}>
      {items.map(({ key = "", label, color }) => (
        <li key={label}>
          {onToggle ? (
            <button
              type="button"
              className={classes.legendButton}
              aria-pressed={!hidden.includes(key)}
              title={hidden.includes(key) ? `Show ${label}` : `Hide ${label}`}
              onClick={() => onToggle(key)}
            >
              <Swatch color={color} />
              {label}
            </button>
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

function Swatch({ color }: { color: string }) {
  return <span className={classes.swatch} style={{ background: color }} aria-hidden="true" />;
}
