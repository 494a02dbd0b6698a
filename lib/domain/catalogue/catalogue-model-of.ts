import { providerIdOf } from "../pricing/provider-id";
import { type CatalogueModel, findCatalogueModel, MAKERS } from "./catalogue";

const DATED = /-(?:\d{4}-\d{2}-\d{2}|\d{8})$/;

/** The catalogue's model that a name means: its id, its maker before it, or the day of a build behind it; or null. */
export function catalogueModelOf(name: string): CatalogueModel | null {
  const exact = findCatalogueModel(name);
  if (exact) return exact;
  const slash = name.indexOf("/");
  if (slash > 0) {
    const found = catalogueModelOf(name.slice(slash + 1));
    const seller = providerIdOf(name.slice(0, slash));
    return found && MAKERS[found.maker].some((id) => id === seller) ? found : null;
  }
  return DATED.test(name) ? findCatalogueModel(name.replace(DATED, "")) : null;
}
