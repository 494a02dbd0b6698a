import { AppError } from "@/lib/contract/error";

/** What JSON text holds; throws INVALID where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("INVALID", "The body is not JSON", { cause });
  }
}
