"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

const loading = () => <Skeleton height={220} />;

/** The drawings, loaded after the page: the numbers and tables need none of the chart library. */
export const TimeLines = dynamic(() => import("./time-lines-plot").then((module) => module.TimeLinesPlot), {
  ssr: false,
  loading,
});
export const TimeBars = dynamic(() => import("./time-bars-plot").then((module) => module.TimeBarsPlot), {
  ssr: false,
  loading,
});
export const QuantileCurve = dynamic(() => import("./quantile-plot").then((module) => module.QuantilePlot), {
  ssr: false,
  loading,
});
export const CostLatencyScatter = dynamic(() => import("./scatter-plot").then((module) => module.ScatterPlot), {
  ssr: false,
  loading,
});
