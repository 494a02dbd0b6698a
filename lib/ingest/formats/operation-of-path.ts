import { operationOf } from "../operation-of";

/**
 * What kind of call a URL or its path is for, by how it ends: a gateway's own prefix, a version, or a deployment before that
 * says nothing of it. Null where it is unknown.
 */
export function operationOfPath(path: unknown): ReturnType<typeof operationOf> {
  if (typeof path !== "string") return null;
  const [plain = ""] = path.split(/[?#]/, 1);
  const end = plain.split("/").filter((segment) => segment !== "");
  return operationOf(end.slice(-2).join("/")) ?? operationOf(end.at(-1));
}
