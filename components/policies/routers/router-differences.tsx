import { StatePill } from "@/components/breakers/state-pill";
import { STATE_TEXT } from "@/components/breakers/state-text";
import { t } from "@/lib/messages/translate";
import lineClasses from "../parts/lines.module.css";
import textClasses from "../parts/text.module.css";
import type { BreakerDifference } from "./describe-router";

const SHOWN = 3;

/** The breakers a router judges otherwise than the server, the first few of them. */
export function RouterDifferences({ differences }: { differences: readonly BreakerDifference[] }) {
  if (differences.length === 0) return <span className={textClasses.muted}>{t("nothing")}</span>;
  const more = differences.length - SHOWN;
  return (
    <ul className={lineClasses.lines}>
      {differences.slice(0, SHOWN).map(({ place, router, server }) => (
        <li key={place}>
          <StatePill state={router} />
          <span className={lineClasses.where}>
            {t("{place}; the server: {state}", { place, state: t(STATE_TEXT[server]) })}
          </span>
        </li>
      ))}
      {more > 0 && <li className={textClasses.muted}>{t("and {count} more", { count: more })}</li>}
    </ul>
  );
}
