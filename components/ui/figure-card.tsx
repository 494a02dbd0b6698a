import type { ReactNode } from "react";
import { Explain, type Explanation } from "./explain";
import type { Tone } from "./tone";
import classes from "./ui.module.css";

type FigureCardProps = {
  label: string;
  value: ReactNode;
  tone?: Tone;
  notes?: ReactNode[];
  explain?: Explanation;
};

/** One answer: a figure, what it stands on, and its formula on demand. */
export function FigureCard({ label, value, tone, notes = [], explain }: FigureCardProps) {
  return (
    <section className={classes.figure} aria-label={label}>
      <div className={classes.figureLabel}>
        <span>{label}</span>
        {explain && <Explain title={label} {...explain} />}
      </div>
      <p className={classes.figureValue} data-tone={tone}>
        {value}
      </p>
      {notes.filter(Boolean).map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes have no identity but their place
        <div className={classes.figureNote} key={index}>
          {note}
        </div>
      ))}
    </section>
  );
}

/** The row of answers at the top of a screen. */
export function FigureRow({ children }: { children: ReactNode }) {
  return <div className={classes.figures}>{children}</div>;
}
