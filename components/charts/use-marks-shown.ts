"use client";

import { useLocalStorage } from "@mantine/hooks";

/** Whether charts show what happened: one switch for all of them, which this browser remembers. */
export function useMarksShown(): [boolean, (isShown: boolean) => void] {
  const [isHidden, setHidden] = useLocalStorage({ key: "chart-marks-hidden", defaultValue: false });
  return [!isHidden, (isShown) => setHidden(!isShown)];
}
