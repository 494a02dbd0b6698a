import type { z } from "zod";
import { AppError, type ErrorCode, type ErrorFields } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

const WHOLE = "";

/** Issues by the dotted path of the field they are about; an unknown field is named itself, not its parent. */
function errorFields(error: z.ZodError): ErrorFields {
  // No prototype: a refused field may be called __proto__.
  const fields: ErrorFields = Object.create(null);
  const add = (path: readonly PropertyKey[], message: string) => {
    const name = path.map(String).join(".");
    fields[name] = [...(fields[name] ?? []), message];
  };
  for (const issue of error.issues) {
    if (issue.code === "unrecognized_keys") for (const key of issue.keys) add([...issue.path, key], t("Unknown field"));
    else add(issue.path, issue.message);
  }
  return fields;
}

/** Parses what came over the wire, or throws an AppError (INVALID unless another code is given) naming every bad field. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, code: ErrorCode = "INVALID"): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { [WHOLE]: whole, ...fields } = errorFields(result.error);
  const names = Object.keys(fields);
  const listed = [...names.slice(0, 5), ...(names.length > 5 ? ["…"] : [])].join(", ");
  const message = whole?.[0] ?? t("Not valid: {fields}", { fields: listed });
  throw new AppError(code, message, names.length > 0 ? { fields } : {});
}
