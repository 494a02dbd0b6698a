import type { ReactNode } from "react";
import { Explain, type Explanation } from "./explain";
import type { Tone } from "./tone";
import classes from "./ui.module.css";

type StatCardProps = {
  label: string;
  value: ReactNode;
  tone?: Tone;
  notes?: ReactNode[];
  explain?: Explanation;
};

/** One answer: a number, what it stands on, and its formula on demand. */
export function StatCard({ label, value, tone, notes = [], explain }: StatCardProps) {
  return (
    <section className={classes.stat} aria-label={label}>
      <div className={classes.statLabel}>
        <span>{label}</span>
        {explain && <Explain title={label} {...explain} />}
      </div>
      <p className={classes.statValue} data-tone={tone} data-stats>
        {value}
      </p>
      {notes.filter(Boolean).map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes have no identity but their place
        <div className={classes.statNote} key={index}>
          {note}
        </div>
      ))}
    </section>
  );
}

/** The row of answers at the top of a screen. */
export function StatRow({ children }: { children: ReactNode }) {
  return <div className={classes.stats}>{children}</div>;
}
