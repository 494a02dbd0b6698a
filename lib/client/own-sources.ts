import type { FailoverSource } from "@/lib/contract/failovers";

/** The transitions of the server's own breakers, beside which any number of routers may report theirs. */
export const OWN_SOURCES: readonly FailoverSource[] = ["attempt", "decision"];
