import type { Operation } from "@/lib/contract/operation";

/** An operation with its schemas, which are loaded with the first answer: a page that came with its data needs none yet. */
export async function loadOperation(method: Operation["method"], path: string): Promise<Operation> {
  const isIt = (operation: Operation) => operation.method === method && operation.path === path;
  // All of them are twice as large.
  const { LIVE_OPERATIONS } = await import("@/lib/contract/live-operations");
  const live = LIVE_OPERATIONS.find(isIt);
  if (live) return live;
  const { OPERATIONS } = await import("@/lib/contract/operations");
  const found = OPERATIONS.find(isIt);
  if (!found) throw new Error(`There is no operation ${method} ${path}`);
  return found;
}
