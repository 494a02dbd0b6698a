import { ownAddress } from "@/lib/domain/own-address";

/** Where to go after signing in: a path of this site, whatever an address asks for; else the overview. */
export function ownPath(next: string | string[] | undefined): string {
  const address = typeof next === "string" ? ownAddress(next) : null;
  return address === null || address.startsWith("/sign-in") ? "/" : address;
}
