import { AppError, type ErrorCode } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

const NAME_MAX = 200;

type Inside = { value: unknown; key: string; parent: Inside | null };

/**
 * Refuses JSON in which something is called `__proto__`, by its dotted path.
 *
 * Schemas of tables drop such an entry without a word, so a published region or alias would be missing afterwards.
 */
export function refuseProtoNames(body: unknown, code: ErrorCode = "INVALID"): void {
  const open: Inside[] = [{ value: body, key: "", parent: null }];
  for (let at = open.pop(); at; at = open.pop()) {
    if (typeof at.value !== "object" || at.value === null) continue;
    for (const [key, value] of Object.entries(at.value)) {
      const inside = { value, key, parent: at };
      if (key === "__proto__") {
        const path = dottedPath(inside);
        throw new AppError(code, t("Not valid: {fields}", { fields: path }), {
          fields: { [path]: [t("Is not a name that can be kept")] },
        });
      }
      open.push(inside);
    }
  }
}

function dottedPath(inside: Inside): string {
  let path = inside.key;
  for (let at = inside.parent; at?.parent && path.length < NAME_MAX; at = at.parent) path = `${at.key}.${path}`;
  return path;
}
