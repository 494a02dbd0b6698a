import { type Live, readOptions } from "./read-options";

/** Every router that reports, and whether it runs the bundle in force. */
export function routersOptions(live?: Live) {
  return readOptions("/api/v1/routers", {}, loadRoutersSchema, live);
}

const loadRoutersSchema = () => import("@/lib/contract/routers").then((contract) => contract.routersSchema);
