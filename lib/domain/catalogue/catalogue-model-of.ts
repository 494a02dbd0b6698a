import { providerIdOf } from "../pricing/provider-id";
import { type CatalogueModel, findCatalogueModel, MAKERS } from "./catalogue";

const BUILD = /[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/;
/** The APIs of some makers write the dot of a version as a hyphen. */
const HYPHENATED_VERSION = /(?<=-\d)-(?=\d$)/;

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
  const plain = name.replace(BUILD, "");
  return findCatalogueModel(plain) ?? findCatalogueModel(plain.replace(HYPHENATED_VERSION, "."));
}
