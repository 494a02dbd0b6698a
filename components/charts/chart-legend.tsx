import classes from "@/components/ui/ui.module.css";

/** What each colour of a chart stands for. */
export function ChartLegend({ items }: { items: { label: string; color: string }[] }) {
  return (
    <ul className={classes.legend}>
      {items.map(({ label, color }) => (
        <li key={label}>
          <span className={classes.swatch} style={{ background: color }} aria-hidden="true" />
          {label}
        </li>
      ))}
    </ul>
  );
}
