import { createHmac } from "node:crypto";

const CHARACTERS = 32;

/** A name as a pseudonym: the same for the same name, and under another secret another one. */
export function pseudonymOf(name: string, secret: string): string {
  return createHmac("sha256", secret).update(name).digest("hex").slice(0, CHARACTERS);
}

/** What turns names into pseudonyms, where the settings ask for it; throws where they do and there is no secret. */
export function pseudonymizer(settings: {
  hashConsumers?: boolean | undefined;
  secret?: string | undefined;
}): ((name: string) => string) | undefined {
  const { hashConsumers, secret } = settings;
  if (!hashConsumers) return undefined;
  if (secret === undefined) throw new Error("Pseudonyms need a secret");
  return (name) => pseudonymOf(name, secret);
}
