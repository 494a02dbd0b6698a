import type { z } from "zod";
import { apiErrorOf } from "./api-error";
import { type Params, searchParams } from "./search-params";

/** Asks the API and parses what it answers; throws ApiError where it refuses. */
export async function getJson<T>(path: string, params: Params, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  const search = searchParams(params).toString();
  const response = await fetch(search === "" ? path : `${path}?${search}`, {
    headers: { accept: "application/json" },
    ...(signal && { signal }),
  });
  if (!response.ok) throw await apiErrorOf(response);
  return schema.parse(await response.json());
}
