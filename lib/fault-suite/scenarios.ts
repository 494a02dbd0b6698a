import { OWN_SCENARIOS } from "./own-scenarios";
import { PUBLIC_SCENARIOS } from "./public-scenarios";
import type { Scenario } from "./scenario";

/** Every scenario of the suite, the public ones first. */
export const SCENARIOS: readonly Scenario[] = [...PUBLIC_SCENARIOS, ...OWN_SCENARIOS];
