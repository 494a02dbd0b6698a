import classes from "./warnings.module.css";

/** What is to be known of a row beside its figures, a line each; nothing where there is nothing. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <span key={warning} className={classes.warning}>
      ⚠ {warning}
    </span>
  ));
}
