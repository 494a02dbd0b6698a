"use client";

import { type KeyboardEvent, type PointerEvent, useReducer, useRef } from "react";
import { hasModifier } from "@/components/ui/has-modifier";
import { bucketAt, bucketsOf, keyTarget, moveCursor, NO_CURSOR } from "./plot-cursor";
import type { TimeGeometry } from "./time-geometry";

type PointerInput = {
  geometry: TimeGeometry;
  rows: readonly { at: number }[];
  to: number;
  /** What leads on with a stretch, by the instants its first and last bucket begin, that was chosen; left out where a chart is only read. */
  onChosen?: ((start: number, end: number) => boolean) | undefined;
  /** Escape, with nothing left to be given up. */
  onLeave?: (() => void) | undefined;
};

/** Pointer and keys over a chart: both read one bucket, and draw a stretch of them. */
export function usePlotPointer({ geometry, rows, to, onChosen, onLeave }: PointerInput) {
  const [cursor, send] = useReducer(moveCursor, NO_CURSOR);
  if (cursor.chosen && bucketsOf({ rows, to }, cursor.chosen) === null) send({ type: "done" });
  const isPressed = useRef(false);

  function instantOf({ currentTarget, clientX }: PointerEvent<HTMLElement>): number | null {
    const index = geometry.indexAt(clientX - currentTarget.getBoundingClientRect().left);
    return index === null ? null : (rows[index]?.at ?? null);
  }

  /** Chosen is what leads to several places; what leads to one is done. */
  function choose(start: number, end: number, event: "release" | "done") {
    if (onChosen?.(start, end)) send({ type: "done" });
    else send({ type: event });
  }

  const handlers = {
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const at = instantOf(event);
      if (at !== null) send({ type: "point", at });
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const at = instantOf(event);
      if (at === null || event.button !== 0) return;
      isPressed.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      send({ type: "press", at });
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
      const last = rows.at(-1);
      if (currentTarget.matches(":focus-visible") && cursor.at === null && last)
        send({ type: "step", to: last.at, extends: false });
    },
    onKeyDown: (event: KeyboardEvent) => onKey(event),
  };

  function onKey(event: KeyboardEvent) {
    if (hasModifier(event)) return;
    const target = rows[keyTarget(event.key, bucketAt({ rows, to }, cursor.at), rows.length) ?? -1];
    if (target) send({ type: "step", to: target.at, extends: event.shiftKey });
    else if ((event.key === "Enter" || event.key === " ") && cursor.at !== null && onChosen)
      choose(cursor.anchor ?? cursor.at, cursor.at, "release");
    else if (event.key === "Escape") {
      if (cursor.anchor === null && cursor.chosen === null) onLeave?.();
      send({ type: "escape" });
    } else return;
    event.preventDefault();
  }

  return {
    cursor,
    handlers,
    end: () => send({ type: "done" }),
    giveUp: () => send({ type: "escape" }),
  };
}
