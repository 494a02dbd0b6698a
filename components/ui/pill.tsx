import type { ReactNode } from "react";
import type { Tone } from "./tone";
import classes from "./ui.module.css";

/** A short state in words, tinted by its tone. */
export function Pill({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {children}
    </span>
  );
}
