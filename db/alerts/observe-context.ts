import type { Retention } from "../aggregates/group-types";

/** The moment that a rule is looked at, and what is retained by then. */
export type ObserveContext = { now: Date; retention: Retention };
