"use client";

import { useState } from "react";
import { hiddenAmong, onlyLine, toggleLine } from "./hidden-lines";
import type { PlotLine } from "./plot-types";

type Keyed = Pick<PlotLine, "key">;

/** Which lines of a chart its legend has hidden, of those that there are: another grouping has others. */
export function useHiddenLines() {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const hiddenOf = (lines: readonly Keyed[]) =>
    hiddenAmong(
      chosen,
      lines.map(({ key }) => key),
    );
  return {
    hiddenOf,
    shown: <Line extends Keyed>(lines: readonly Line[]): Line[] => {
      const hidden = hiddenOf(lines);
      return lines.filter(({ key }) => !hidden.includes(key));
    },
    onToggle: (key: string, keys: readonly string[]) =>
      setChosen((before) => toggleLine(hiddenAmong(before, keys), key, keys)),
    onOnly: (key: string, keys: readonly string[]) =>
      setChosen((before) => onlyLine(hiddenAmong(before, keys), key, keys)),
  };
}
