import type { z } from "zod";
import { sendJson } from "./send-json";

/** Posts something to the API and parses what it answers; throws ApiError where it refuses. */
export function postJson<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
  return sendJson("POST", path, body, schema);
}
