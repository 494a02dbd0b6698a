import { type ReactNode, useLayoutEffect, useRef } from "react";
import classes from "./charts.module.css";

const GAP = 12;

type TipPlaceProps = { x: number; width: number; children: ReactNode };

/** A tip beside what is read, on the side that has room, and never beyond the picture. */
export function TipPlace({ x, width, children }: TipPlaceProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = box.current;
    if (!own) return;
    const wanted = x < width / 2 ? x + GAP : x - GAP - own.offsetWidth;
    own.style.left = `${Math.max(0, Math.min(wanted, width - own.offsetWidth))}px`;
  });
  return (
    <div ref={box} className={classes.tipPlace}>
      {children}
    </div>
  );
}
