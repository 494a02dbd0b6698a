import { AppError } from "@/lib/contract/error";

export type JsonObject = Readonly<Record<string, unknown>>;

/** What a list's text holds; UNPROCESSABLE where it is no JSON, such as one that was cut. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = "Is not JSON, or is cut short";
    throw new AppError("UNPROCESSABLE", `text: ${message}`, { fields: { text: [message] }, cause });
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** UNPROCESSABLE: the text is JSON, but not of this list. */
export function notThisList(expected: string): AppError {
  return new AppError("UNPROCESSABLE", `text: ${expected}`, { fields: { text: [expected] } });
}
