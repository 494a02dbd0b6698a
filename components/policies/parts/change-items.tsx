import classes from "./change-items.module.css";

type ChangeItemsProps = { label: string; items: readonly { key: string; text: string }[] };

/** Changes that are put into words, one a line. */
export function ChangeItems({ label, items }: ChangeItemsProps) {
  return (
    <ul className={classes.changes} aria-label={label}>
      {items.map(({ key, text }) => (
        <li key={key}>{text}</li>
      ))}
    </ul>
  );
}
