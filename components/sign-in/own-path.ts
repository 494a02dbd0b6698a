import { ownAddress } from "@/lib/domain/own-address";
import { START_PATH } from "@/lib/domain/views/screen-address";

/** Where to go after signing in: a path of this site, whatever an address asks for; else the screen that one starts with. */
export function ownPath(next: string | string[] | undefined): string {
  const address = typeof next === "string" ? ownAddress(next) : null;
  return address === null || address.startsWith("/sign-in") ? START_PATH : address;
}
