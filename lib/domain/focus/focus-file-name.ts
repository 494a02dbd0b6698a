import type { FocusDataset, FocusVersion } from "./spec-types";

type Named = { dataset: FocusDataset; version: FocusVersion; format: "csv" | "parquet" };

/** What a file of a span is called: "focus-1.4_cost_and_usage_2026-03-01_2026-04-01.csv". */
export function focusFileName(
  { dataset, version, format }: Named,
  span: { fromMs: number; toMs: number } | string,
): string {
  const day = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10);
  const range = typeof span === "string" ? span : `${day(span.fromMs)}_${day(span.toMs)}`;
  return `focus-${version}_${dataset}_${range}.${format}`;
}
