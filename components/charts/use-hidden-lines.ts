"use client";

import { useState } from "react";
import { onlyLine, toggleLine } from "./hidden-lines";
import type { PlotLine } from "./plot-types";

/** Which lines of a chart its legend has hidden; at least one is always drawn. */
export function useHiddenLines() {
  const [hidden, setHidden] = useState<readonly string[]>([]);
  return {
    hidden,
    shown: (lines: readonly PlotLine[]) => {
      const left = lines.filter(({ key }) => !hidden.includes(key));
      return left.length > 0 ? left : [...lines];
    },
    onToggle: (key: string, keys?: readonly string[]) => setHidden((before) => toggleLine(before, key, keys)),
    onOnly: (key: string, keys: readonly string[]) => setHidden((before) => onlyLine(before, key, keys)),
  };
}
