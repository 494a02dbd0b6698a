import type { Service } from "./runtime";

/** Everything that runs beside the requests, in the order it starts. */
export const services: readonly Service[] = [];
