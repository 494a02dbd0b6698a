import { AppError, type ErrorFields } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

/**
 * What an edit made on an old version is answered with: keeping it would undo a colleague's change. `fields` may say what
 * differs now.
 */
export function staleEdit(what: string, version: number, baseVersion: number, fields?: ErrorFields): AppError {
  const message =
    version === 0
      ? t('{what} has no version {baseVersion}; publish the first one with If-Match "0"', { what, baseVersion })
      : t("{what} was changed by someone else: it is at version {version}, this edit was made on {baseVersion}", {
          what,
          version,
          baseVersion,
        });
  return new AppError("PRECONDITION_FAILED", message, fields && { fields });
}
