import type { z } from "zod";
import { apiErrorOf } from "./api-error";

/** Sends something to the API and parses what it answers; throws ApiError where it refuses. */
export async function sendJson<T>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await apiErrorOf(response);
  return schema.parse(await response.json());
}
