import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Target } from "@/lib/contract/targets";
import classes from "./sla.module.css";
import { draftOf, FIELD_LABELS, TARGET_FIELDS } from "./target-draft";

type TargetStaleNoticeProps = {
  base: Target;
  /** What it is now; null where it was deleted. */
  current: Target | null;
  onContinue: (next: Target, isTheirs: boolean) => void;
};

/** That somebody else changed what is being edited, what they changed, and the choice between the two. */
export function TargetStaleNotice({ base, current, onContinue }: TargetStaleNoticeProps) {
  if (current === null) {
    return (
      <Notice tone="bad" role="alert">
        Somebody deleted this target. Close this form to add it again.
      </Notice>
    );
  }
  const [was, is] = [draftOf(base), draftOf(current)];
  return (
    <Notice tone="warn" role="alert" as="div">
      <span>{current.updated_by} changed this target while you edited it:</span>
      <ul className={classes.changes}>
        {TARGET_FIELDS.filter((name) => was[name] !== is[name]).map((name) => (
          <li key={name}>
            {FIELD_LABELS[name]}: {was[name] || "none"} → {is[name] || "none"}
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => onContinue(current, false)}>
          Continue with my input
        </Button>
        <Button variant="default" onClick={() => onContinue(current, true)}>
          Load their version
        </Button>
      </div>
    </Notice>
  );
}
