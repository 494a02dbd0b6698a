import { StatePill } from "@/components/breakers/state-pill";
import classes from "../policies.module.css";
import type { BreakerDifference } from "./router-words";

const SHOWN = 3;

/** The breakers a router judges otherwise than the server, the first few of them. */
export function RouterDifferences({ differences }: { differences: readonly BreakerDifference[] }) {
  if (differences.length === 0) return <span className={classes.muted}>nothing</span>;
  const more = differences.length - SHOWN;
  return (
    <ul className={classes.lines}>
      {differences.slice(0, SHOWN).map(({ place, router, server }) => (
        <li key={place}>
          <StatePill state={router} />
          <span className={classes.where}>
            {place}; the server: {server.replace("_", "-")}
          </span>
        </li>
      ))}
      {more > 0 && <li className={classes.muted}>and {more} more</li>}
    </ul>
  );
}
