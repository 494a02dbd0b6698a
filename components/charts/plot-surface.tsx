"use client";

import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { usePrinting } from "@/components/ui/use-printing";
import classes from "./charts.module.css";

/** How wide a panel is on a sheet of A4, where each has a row of its own; on another sheet the drawing is scaled. */
const PAPER_WIDTH = 955;

type PlotSurfaceProps = {
  label: string;
  height: number;
  children: (width: number) => ReactNode;
  /** What stands over the picture and can be used. */
  overlay?: (width: number) => ReactNode;
};

/** A picture of known height that is passed its width, on paper that of a sheet; what it shows is also a table. */
export function PlotSurface({ label, height, children, overlay }: PlotSurfaceProps) {
  const { ref, width } = useElementSize();
  const isPrinting = usePrinting();
  const drawn = isPrinting ? PAPER_WIDTH : width;
  return (
    <div ref={ref} className={classes.surface}>
      <div role="img" aria-label={label} className={classes.plot} style={{ height }}>
        {width > 0 && children(drawn)}
      </div>
      {width > 0 && overlay?.(drawn)}
    </div>
  );
}
