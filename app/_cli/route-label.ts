import { SCREENS } from "@/components/shell/screens";
import { OPERATIONS } from "@/lib/contract/operations";
import { ROUTER_OPERATIONS } from "@/lib/contract/router-operations";
import { START_PATH } from "@/lib/domain/views/screen-address";

const OTHER = "none";

const PATHS = [
  ...[...OPERATIONS, ...ROUTER_OPERATIONS].map(({ path }) => path),
  ...SCREENS.map(({ href }) => href),
  ...["/models", START_PATH, "/sign-in", "/api/auth", "/metrics", "/_next"],
];
const KNOWN = new Set(PATHS.map(firstSegments));

/**
 * The metrics label of a requested address: the first words of one that exists, without names and ids; else "none".
 *
 * Anybody may ask for anything, so an address that is not on the list must not become a label of its own.
 */
export function routeLabel(url: string): string {
  const label = firstSegments(url);
  return KNOWN.has(label) ? label : OTHER;
}

function firstSegments(url: string): string {
  const words = (url.split("?")[0] ?? "").split("/").slice(1, 4);
  if (words[0] !== "api" && words[0] !== "v1") return `/${words[0]}`;
  return `/${words.slice(0, words[1] === "v1" ? 3 : 2).join("/")}`;
}
