import type { z } from "zod";
import type { DeclaredOperation } from "@/lib/contract/operations";
import { apiErrorOf } from "./api-error";
import { loadOperation } from "./load-operation";
import { readAddress } from "./read-address";
import type { PathInput } from "./read-types";

type Writes = Exclude<DeclaredOperation, { method: "get" }>;
type Method = Writes["method"];
type WriteAt<M, Path> = Extract<Writes, { method: M; path: Path }>;
type Reply<O> = O extends { reply: infer Schema extends z.ZodType } ? z.output<Schema> : undefined;
type Body<O> = O extends { body: infer Schema extends z.ZodType } ? [body: z.input<Schema>] : [];

/** Sends a declared write, by its method and path, and parses what it answers; throws ApiError where it is refused. */
export async function send<M extends Method, Path extends Extract<Writes, { method: M }>["path"]>(
  method: M,
  path: Path,
  params: PathInput<Path>,
  ...[body]: Body<WriteAt<M, Path>>
): Promise<Reply<WriteAt<M, Path>>> {
  const { reply } = await loadOperation(method, path);
  const response = await fetch(readAddress(path, params).pathname, {
    method: method.toUpperCase(),
    headers: { accept: "application/json", "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await apiErrorOf(response);
  // The schema found under the path is the one that the type names.
  return reply?.parse(await response.json()) as Reply<WriteAt<M, Path>>;
}
