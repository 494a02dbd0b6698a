"use client";

import { type KeyboardEvent, type PointerEvent, useReducer, useRef } from "react";
import { hasModifier } from "@/components/ui/has-modifier";
import { keyTarget, moveCursor, NO_CURSOR, type PlotCursor } from "./plot-cursor";
import type { TimeGeometry } from "./time-geometry";

type PointerInput = {
  geometry: TimeGeometry;
  count: number;
  /** What leads on with a stretch of buckets that was chosen; left out where a chart is only read. */
  onChosen?: ((start: number, end: number) => boolean) | undefined;
  /** Escape, with nothing left to be given up. */
  onLeave?: (() => void) | undefined;
};

/** Pointer and keys over a chart: both read one bucket, and draw a stretch of them. */
export function usePlotPointer({ geometry, count, onChosen, onLeave }: PointerInput) {
  const [cursor, send] = useReducer(moveCursor, NO_CURSOR);
  const isPressed = useRef(false);

  function indexOf({ currentTarget, clientX }: PointerEvent<HTMLElement>): number | null {
    return geometry.indexAt(clientX - currentTarget.getBoundingClientRect().left);
  }

  /** Chosen is what leads to several places; what leads to one is done. */
  function choose(start: number, end: number, event: "release" | "done") {
    if (onChosen?.(start, end)) send({ type: "done" });
    else send({ type: event });
  }

  const handlers = {
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const index = indexOf(event);
      if (index !== null) send({ type: "point", index });
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const index = indexOf(event);
      if (index === null || event.button !== 0) return;
      isPressed.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      send({ type: "press", index });
    },
    onPointerUp: () => {
      if (!isPressed.current || cursor.at === null) return;
      isPressed.current = false;
      if (onChosen) choose(cursor.anchor ?? cursor.at, cursor.at, "release");
      else send({ type: "done" });
    },
    onPointerCancel: () => {
      isPressed.current = false;
      send({ type: "done" });
    },
    onPointerLeave: () => {
      if (!isPressed.current) send({ type: "leave" });
    },
    onFocus: ({ currentTarget }: { currentTarget: HTMLElement }) => {
      if (currentTarget.matches(":focus-visible") && cursor.at === null && count > 0)
        send({ type: "step", to: count - 1, extends: false });
    },
    onKeyDown: (event: KeyboardEvent) => onKey(event),
  };

  function onKey(event: KeyboardEvent) {
    if (hasModifier(event)) return;
    const to = keyTarget(event.key, cursor.at, count);
    if (to !== null) send({ type: "step", to, extends: event.shiftKey });
    else if ((event.key === "Enter" || event.key === " ") && cursor.at !== null && onChosen)
      choose(cursor.anchor ?? cursor.at, cursor.at, "release");
    else if (event.key === "Escape") {
      if (cursor.anchor === null && cursor.chosen === null) onLeave?.();
      send({ type: "escape" });
    } else return;
    event.preventDefault();
  }

  return {
    cursor: cursor satisfies PlotCursor,
    handlers,
    end: () => send({ type: "done" }),
    giveUp: () => send({ type: "escape" }),
  };
}
