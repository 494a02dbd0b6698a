"use client";

import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from "react";
import classes from "@/components/charts/charts.module.css";
import ui from "@/components/ui/ui.module.css";
import type { DayBar } from "./prepare-sla";
import own from "./sla.module.css";

const COLORS: Record<DayBar["tone"], string> = {
  good: "var(--sw-good)",
  warn: "var(--sw-warn)",
  bad: "var(--sw-bad)",
  none: "var(--sw-none)",
};
// A second sign beside the colour: worse days are taller.
const HEIGHTS: Record<DayBar["tone"], string> = { good: "70%", warn: "85%", bad: "100%", none: "40%" };
const TIP_WIDTH = 260;

type Tip = { index: number; left: number; top: number };

/** One bar per day, one stop of the Tab key: the pointer or the arrow keys show what each of them was. */
export function DayBars({ label, days }: { label: string; days: DayBar[] }) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [tip, setTip] = useState<Tip | null>(null);
  const shown = tip && days[tip.index];

  function show(index: number) {
    const bar = list.current?.children[index]?.getBoundingClientRect();
    if (!bar) return;
    const left = Math.max(8, Math.min(bar.left - TIP_WIDTH / 2, window.innerWidth - TIP_WIDTH - 8));
    setTip({ index, left, top: bar.bottom + 6 });
  }

  function showByKey(event: KeyboardEvent) {
    const last = days.length - 1;
    const at = tip?.index ?? last;
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") setTip(null);
    if (next === undefined) return;
    event.preventDefault();
    show(Math.max(0, Math.min(last, next)));
  }

  function showByPointer({ target }: PointerEvent) {
    const bar = target instanceof Element ? target.closest("li") : null;
    const index = bar ? [...(list.current?.children ?? [])].indexOf(bar) : -1;
    if (index >= 0) show(index);
  }

  return (
    <>
      <ul
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list of days of which one is read at a time
        role="listbox"
        aria-label={label}
        aria-activedescendant={tip ? `${id}-${tip.index}` : undefined}
        tabIndex={0}
        className={`${classes.days} ${own.days}`}
        onKeyDown={showByKey}
        onFocus={() => show(days.length - 1)}
        onBlur={() => setTip(null)}
        onPointerOver={showByPointer}
        onPointerLeave={() => setTip(null)}
      >
        {days.map(({ day, tone, filling, text }, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active day
          <li
            key={day}
            id={`${id}-${index}`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a day of the list above
            role="option"
            aria-selected={tip?.index === index}
            data-filling={filling || undefined}
            style={{ backgroundColor: COLORS[tone], height: HEIGHTS[tone] }}
          >
            <span className={ui.visuallyHidden}>{text}</span>
          </li>
        ))}
      </ul>
      {shown && (
        <span className={own.tip} style={{ left: tip.left, top: tip.top, width: TIP_WIDTH }} aria-hidden="true">
          {shown.text}
        </span>
      )}
    </>
  );
}
