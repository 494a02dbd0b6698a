"use client";

import { useDebouncedCallback } from "@mantine/hooks";
import { useCallback, useState } from "react";
import type { FieldMarks } from "./shown-errors";

/** After a pause of this length errors are shown, also without leaving the field. */
const PAUSE_MS = 1_200;

export type FieldMarking = {
  typed: (path: string) => void;
  left: (path: string) => void;
};

/** Which field of a form is being typed in, and which were left. */
export function useFieldMarks(): { marks: FieldMarks; marking: FieldMarking } {
  const [marks, setMarks] = useState<FieldMarks>({ typing: null, left: new Set() });
  const left = useCallback((path: string) => {
    setMarks((now) => ({ typing: now.typing === path ? null : now.typing, left: new Set([...now.left, path]) }));
  }, []);
  const pause = useDebouncedCallback(left, PAUSE_MS);
  const typed = useCallback(
    (path: string) => {
      setMarks((now) => (now.typing === path ? now : { ...now, typing: path }));
      pause(path);
    },
    [pause],
  );
  return { marks, marking: { typed, left } };
}
