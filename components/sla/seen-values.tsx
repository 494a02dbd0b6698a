"use client";

import { useShell } from "@/components/shell/shell-context";
import type { ReportDimension } from "@/lib/domain/report-dimensions";

/** What was seen of each dimension, for fields that name `id-dimension` as their list. */
export function SeenValues({ id, names }: { id: string; names: readonly ReportDimension[] }) {
  const { dimensions } = useShell();
  return names.map((name) => (
    <datalist key={name} id={`${id}-${name}`}>
      {dimensions[name].map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  ));
}
