import { catalogueModelOf } from "@/lib/domain/catalogue/catalogue-model-of";

const BUILD = /[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|latest|preview)$/;

/** The name of a model alone, as another provider may write it: without who sells it, and without the day of a build. */
function plainName(model: string): string {
  const last = model
    .slice(model.lastIndexOf("/") + 1)
    .toLowerCase()
    .replace(BUILD, "");
  return catalogueModelOf(last)?.id ?? last;
}

/**
 * Which priced name, of those given as "provider/model", is likely the same model; null where none is.
 *
 * One of the same provider comes first, then the first in the list.
 */
export function guessOrigin(
  { provider, model }: { provider: string; model: string },
  origins: readonly string[],
): string | null {
  const wanted = plainName(model);
  const same = origins.filter((name) => plainName(name.slice(name.indexOf("/") + 1)) === wanted);
  return same.find((name) => name.startsWith(`${provider}/`)) ?? same[0] ?? null;
}
