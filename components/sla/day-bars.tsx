"use client";

import type { PointerEvent } from "react";
import classes from "@/components/charts/charts.module.css";
import ui from "@/components/ui/ui.module.css";
import type { SlaDay } from "./prepare-sla";

const COLORS: Record<SlaDay["tone"], string> = {
  good: "var(--sw-good)",
  warn: "var(--sw-warn)",
  bad: "var(--sw-bad)",
  none: "var(--sw-none)",
};

/** The words stand in the page once; the pointer's own tip takes them from there. */
function showDay({ target }: PointerEvent) {
  const bar = target instanceof Element ? target.closest("li") : null;
  if (bar) bar.title = bar.textContent ?? "";
}

/** One bar per day; each says its day in words to a pointer and to a screen reader. */
export function DayBars({ label, days }: { label: string; days: SlaDay[] }) {
  return (
    <ul className={classes.days} aria-label={label} onPointerOver={showDay}>
      {days.map(({ day, tone, filling, text }) => (
        <li
          key={day}
          data-filling={filling || undefined}
          style={{ backgroundColor: COLORS[tone], height: HEIGHTS[tone] }}
        >
          <span className={ui.visuallyHidden}>{text}</span>
        </li>
      ))}
    </ul>
  );
}

// A second sign beside the colour: worse days are taller.
const HEIGHTS: Record<SlaDay["tone"], string> = { good: "70%", warn: "85%", bad: "100%", none: "40%" };
