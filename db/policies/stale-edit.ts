import { AppError, type ErrorFields } from "@/lib/contract/error";

/**
 * What an edit made on an old version is answered with: keeping it would undo a colleague's change. `fields` may say what
 * differs now.
 */
export function staleEdit(what: string, version: number, baseVersion: number, fields?: ErrorFields): AppError {
  const message =
    version === 0
      ? `${what} has no version ${baseVersion}; publish the first one with If-Match "0"`
      : `${what} was changed by someone else: it is at version ${version}, this edit was made on ${baseVersion}`;
  return new AppError("PRECONDITION_FAILED", message, fields && { fields });
}
