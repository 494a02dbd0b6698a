import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { PriceVersion } from "@/lib/contract/prices";
import { t } from "@/lib/messages/translate";
import classes from "./prices.module.css";
import { changesBetween } from "./version-history";

type StalePriceProps = {
  /** The version that was edited, and the one that is stored by now; null for none. */
  base: PriceVersion | null;
  current: PriceVersion | null;
  onContinue: () => void;
  onLoad: () => void;
};

/** That somebody else stored a version meanwhile, what is different in it, and the choice between the two. */
export function StalePrice({ base, current, onContinue, onLoad }: StalePriceProps) {
  const changes = current ? changesBetween(base, current) : [];
  return (
    <Notice tone="warn" role="alert" as="div">
      <span>{current ? describeTheirs(current) : t("The version that you edited ended meanwhile.")}</span>
      <ul className={classes.problems}>
        {changes.map(({ label, before, after }) => (
          <li key={label}>{t("{label}: {before} → {after}", { label, before, after })}</li>
        ))}
        {current && changes.length === 0 && <li>{t("Its amounts are those that you saw.")}</li>}
      </ul>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onContinue}>
          {t("Continue with my input")}
        </Button>
        {current && (
          <Button variant="default" onClick={onLoad}>
            {t("Load their version")}
          </Button>
        )}
      </div>
    </Notice>
  );
}

function describeTheirs({ id, created_by, source, reason }: PriceVersion): string {
  const by = created_by ?? source;
  return reason
    ? t("{by} stored version {id} while you edited: {reason}", { by, id, reason })
    : t("{by} stored version {id} while you edited.", { by, id });
}
