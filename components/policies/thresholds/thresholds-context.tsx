"use client";

import { createContext, useContext } from "react";
import type { Thresholds } from "./use-thresholds";

const ThresholdsContext = createContext<Thresholds | null>(null);
export const ThresholdsProvider = ThresholdsContext.Provider;

/** What the thresholds of the form around mean on its tier's traffic. */
export function useFormThresholds(): Thresholds {
  const thresholds = useContext(ThresholdsContext);
  if (!thresholds) throw new Error("A threshold stands in a policy's form");
  return thresholds;
}
