import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Upstream } from "@/lib/contract/upstreams";
import { t } from "@/lib/messages/translate";
import classes from "./router.module.css";
import { draftOf, FIELD_LABELS, UPSTREAM_FIELDS } from "./upstream-draft";

type UpstreamStaleNoticeProps = {
  base: Upstream;
  /** What it is now; null where it was deleted. */
  current: Upstream | null;
  onContinue: (next: Upstream, isTheirs: boolean) => void;
};

/** That somebody else changed what is being edited, what they changed, and the choice between the two. */
export function UpstreamStaleNotice({ base, current, onContinue }: UpstreamStaleNoticeProps) {
  if (current === null) {
    return (
      <Notice tone="bad" role="alert">
        {t("Somebody deleted this upstream. Close this form to add it again.")}
      </Notice>
    );
  }
  const [was, is] = [draftOf(base), draftOf(current)];
  return (
    <Notice tone="warn" role="alert" as="div">
      <span>{t("{user} changed this upstream while you edited it:", { user: current.updated_by })}</span>
      <ul className={classes.changes}>
        {UPSTREAM_FIELDS.filter((name) => was[name] !== is[name]).map((name) => (
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
