import { createHmac } from "node:crypto";

const CHARACTERS = 32;

/** A name as a pseudonym: the same for the same name, and under another secret another one. */
export function pseudonymOf(name: string, secret: string): string {
  return createHmac("sha256", secret).update(name).digest("hex").slice(0, CHARACTERS);
}
