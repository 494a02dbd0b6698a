export * from "./breaker";
export * from "./dimensions";
export * from "./import-runs";
export * from "./policies";
export * from "./prices";
export * from "./rejected-records";
export * from "./rollup-state";
export * from "./rollups";
