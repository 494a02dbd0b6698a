"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Role } from "@/lib/contract/users";
import type { ReportDimension } from "@/lib/domain/report-dimensions";

type ShellUser = { name: string; email: string; role: Role };

export type Shell = {
  user: ShellUser;
  demo: boolean;
  /** The zone that was chosen last in this browser; reports whose address names none are in it. */
  zone: string;
  /** Every value seen in traffic, per filter. */
  dimensions: Record<ReportDimension, string[]>;
};

const ShellContext = createContext<Shell | null>(null);

export function ShellProvider({ value, children }: { value: Shell; children: ReactNode }) {
  return <ShellContext.Provider value={value}>{children}</ShellContext.Provider>;
}

/** Who is signed in, and what there is to filter by. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("useShell needs the signed-in layout");
  return shell;
}

/** Whether the frame of the screens, with its main region, stands around. */
export function useIsFramed(): boolean {
  return useContext(ShellContext) !== null;
}
