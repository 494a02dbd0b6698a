import type { z } from "zod";
import type { DeclaredOperation } from "@/lib/contract/operations";
import { apiErrorOf } from "./api-error";
import { loadOperation } from "./load-operation";
import { readAddress } from "./read-address";
import type { PathInput, QueryInput } from "./read-types";
import { searchParams } from "./search-params";

type Writes = Exclude<DeclaredOperation, { method: "get" }>;
type Method = Writes["method"];
type WriteAt<M, Path> = Extract<Writes, { method: M; path: Path }>;
type Reply<O> = O extends { reply: infer Schema extends z.ZodType } ? z.output<Schema> : undefined;
type Body<O> = O extends { body: infer Schema extends z.ZodType } ? [body: z.input<Schema>] : [];

/**
 * Sends a declared write, by its method and path, and parses what it answers; throws ApiError where it is refused.
 *
 * Parameters that do not stand in the path are its query.
 */
export async function send<M extends Method, Path extends Extract<Writes, { method: M }>["path"]>(
  method: M,
  path: Path,
  params: PathInput<Path> & QueryInput<WriteAt<M, Path>>,
  ...[body]: Body<WriteAt<M, Path>>
): Promise<Reply<WriteAt<M, Path>>> {
  // The schema found under the path is the one that the type names.
  return (await exchange({ method, path, params, body })) as Reply<WriteAt<M, Path>>;
}

/** The same of an edit made on a version of what it changes; PRECONDITION_FAILED where there is a newer one. */
export async function sendEdit<M extends Method, Path extends Extract<Writes, { method: M }>["path"]>(
  version: number,
  method: M,
  path: Path,
  params: PathInput<Path>,
  ...[body]: Body<WriteAt<M, Path>>
): Promise<Reply<WriteAt<M, Path>>> {
  const headers = { "if-match": `"${version}"` };
  return (await exchange({ method, path, params, body, headers })) as Reply<WriteAt<M, Path>>;
}

type Exchange = {
  method: Method;
  path: Writes["path"];
  params: object;
  body: unknown;
  headers?: Record<string, string>;
};

async function exchange({ method, path, params, body, headers }: Exchange): Promise<unknown> {
  const { reply } = await loadOperation(method, path);
  const { pathname, query } = readAddress(path, params);
  const search = searchParams(query).toString();
  const response = await fetch(search === "" ? pathname : `${pathname}?${search}`, {
    method: method.toUpperCase(),
    headers: { accept: "application/json", "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await apiErrorOf(response);
  return reply?.parse(await response.json());
}
