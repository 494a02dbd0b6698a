import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Target } from "@/lib/contract/targets";
import { t } from "@/lib/messages/translate";
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
        {t("Somebody deleted this target. Close this form to add it again.")}
      </Notice>
    );
  }
  const [was, is] = [draftOf(base), draftOf(current)];
  return (
    <Notice tone="warn" role="alert" as="div">
      <span>{t("{user} changed this target while you edited it:", { user: current.updated_by })}</span>
      <ul className={classes.changes}>
        {TARGET_FIELDS.filter((name) => was[name] !== is[name]).map((name) => (
          <li key={name}>
            {t("{field}: {was} → {now}", {
              ...{ field: t(FIELD_LABELS[name]), was: was[name] || t("none"), now: is[name] || t("none") },
            })}
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => onContinue(current, false)}>
          {t("Continue with my input")}
        </Button>
        <Button variant="default" onClick={() => onContinue(current, true)}>
          {t("Load their version")}
        </Button>
      </div>
    </Notice>
  );
}
