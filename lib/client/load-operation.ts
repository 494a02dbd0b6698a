import type { Operation } from "@/lib/contract/operation";

/** An operation with its schemas, which are loaded with the first answer: a page that came with its data needs none yet. */
export async function loadOperation(method: Operation["method"], path: string): Promise<Operation> {
  const { OPERATIONS } = await import("@/lib/contract/operations");
  const found = OPERATIONS.find((operation) => operation.method === method && operation.path === path);
  if (!found) throw new Error(`There is no operation ${method} ${path}`);
  return found;
}
