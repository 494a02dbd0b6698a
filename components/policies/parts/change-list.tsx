import type { TierPolicy } from "@/lib/contract/policy";
import { diffPolicies } from "@/lib/domain/policies/policy-diff";
import classes from "../policies.module.css";

type ChangeListProps = { before: TierPolicy | null; after: TierPolicy; label: string; same?: string };

/** What differs between two policies, in words. */
export function ChangeList({ before, after, label, same = "Nothing changes." }: ChangeListProps) {
  if (before === null) return <p className={classes.help}>The first version of this tier.</p>;
  const changes = diffPolicies(before, after);
  if (changes.length === 0) return <p className={classes.help}>{same}</p>;
  return (
    <ul className={classes.changes} aria-label={label}>
      {changes.map(({ field, text }) => (
        <li key={`${field} ${text}`}>{text}</li>
      ))}
    </ul>
  );
}
