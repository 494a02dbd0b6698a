"use client";

import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import classes from "./charts.module.css";

type PlotSurfaceProps = { label: string; height: number; children: (width: number) => ReactNode };

/** A picture of known height that is passed its width; what it shows is also a table. */
export function PlotSurface({ label, height, children }: PlotSurfaceProps) {
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} role="img" aria-label={label} className={classes.plot} style={{ height }}>
      {width > 0 && children(width)}
    </div>
  );
}
