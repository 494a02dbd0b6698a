export * from "./dimensions";
export * from "./import-runs";
export * from "./prices";
export * from "./rejected-records";
export * from "./rollup-state";
export * from "./rollups";
