export * from "./dimensions";
export * from "./rejected-records";
export * from "./rollup-state";
export * from "./rollups";
