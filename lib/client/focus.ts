import type { z } from "zod";
import type { focusOperation } from "@/lib/contract/focus";
import { searchParams } from "./search-params";

type FocusInput = z.input<(typeof focusOperation)["query"]>;
/** Instants as they stand in an address. */
export type FocusLink = Omit<FocusInput, "from" | "to"> & { from?: string | undefined; to?: string | undefined };

/** Where spend is downloaded as a FOCUS file. */
export function focusHref(query: FocusLink): string {
  const path: (typeof focusOperation)["path"] = "/api/v1/spend/focus.csv";
  return `${path}?${searchParams(query)}`;
}
