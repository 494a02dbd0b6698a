import classes from "./access.module.css";

/** Why a change was refused, unless its fields say it already. */
export function Refusal({ refusal }: { refusal: { message: string; fields?: Record<string, string[]> } | null }) {
  if (!refusal) return null;
  return (
    <p role="alert" className={classes.refusal}>
      {refusal.message}
    </p>
  );
}
