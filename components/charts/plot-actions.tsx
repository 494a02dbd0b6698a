"use client";

import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/messages/translate";
import classes from "./charts.module.css";

export type PlotAction = { label: string; run: () => void };

/** Something was done, it was given up, or the focus went elsewhere. */
type CloseReason = "acted" | "escape" | "left";

type PlotActionsProps = {
  /** What was chosen, in words. */
  title: string;
  actions: readonly PlotAction[];
  /** Where the chosen ends, and how wide its picture is: beyond that nothing is seen. */
  x: number;
  width: number;
  onClose: (reason: CloseReason) => void;
  /** What it reads: where nothing hovers, this is the only place for it. */
  children: ReactNode;
};

/** What can be done with a stretch of a chart that was chosen; closes on Escape, and when the focus leaves it. */
export function PlotActions({ title, actions, x, width, onClose, children }: PlotActionsProps) {
  const panel = useRef<HTMLDivElement>(null);
  const isClosed = useRef(false);
  /** Once: where the focus leaves for, because it was closed, is no second reason. */
  function close(reason: CloseReason) {
    if (isClosed.current) return;
    isClosed.current = true;
    onClose(reason);
  }
  useLayoutEffect(() => {
    const own = panel.current;
    if (own) own.style.left = `${Math.max(0, Math.min(x, width - own.offsetWidth))}px`;
  });
  useEffect(() => panel.current?.querySelector("button")?.focus({ preventScroll: true }), []);
  return (
    <div
      ref={panel}
      role="dialog"
      // Where buttons take no focus from a click, their panel does.
      tabIndex={-1}
      aria-label={title}
      className={classes.actions}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close("escape");
      }}
      onBlur={({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) close("left");
      }}
    >
      <p>{title}</p>
      {children}
      <div className={classes.actionButtons}>
        {actions.map(({ label, run }) => (
          <Button
            key={label}
            variant="default"
            onClick={() => {
              run();
              close("acted");
            }}
          >
            {label}
          </Button>
        ))}
        <Button variant="subtle" onClick={() => close("escape")}>
          {t("Cancel")}
        </Button>
      </div>
    </div>
  );
}
