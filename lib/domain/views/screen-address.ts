import { ownAddress } from "../own-address";

/** The first part of every screen's path. */
export const SCREEN_PATHS = [
  "/",
  "/compare",
  "/sla",
  "/spend",
  "/budgets",
  "/prices",
  "/what-if",
  "/ledger",
  "/policies",
  "/alerts",
  "/failovers",
  "/router",
  "/attempts",
  "/ingest",
  "/access",
] as const;
export type ScreenPath = (typeof SCREEN_PATHS)[number];

/** Leads on to the screen that one starts with: after signing in, and by the name in the head. Every other address is one screen. */
export const START_PATH = "/start";

const BELOW_ONLY = ["/models"];

/** The address of a screen with its query; null for any other path, and for whatever leaves this site. */
export function screenAddress(text: string): string | null {
  const address = ownAddress(text);
  if (address === null) return null;
  const [path = "/"] = address.split("?");
  const isScreen = SCREEN_PATHS.some((root) => path === root || (root !== "/" && path.startsWith(`${root}/`)));
  return isScreen || BELOW_ONLY.some((root) => path.startsWith(`${root}/`)) ? address : null;
}
