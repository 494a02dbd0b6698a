import { createHmac, timingSafeEqual } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";

/** A bundle's exact bytes, and the header that signs them. */
export type CachedBundle = { body: Buffer; signature: string | null };

/**
 * Caches a bundle in a file, sealed with the machine key: who cannot know that key cannot change the file unnoticed.
 *
 * Written aside and renamed, so that a crash leaves the last one whole.
 */
export async function writeBundleFile(file: string, key: string, { body, signature }: CachedBundle): Promise<void> {
  const sealed = JSON.stringify({ bundle: body.toString(), signature, mac: macOf(key, body).toString("hex") });
  await writeFile(`${file}.new`, sealed, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** What writeBundleFile wrote; throws where the file was cut, changed or written under another key. Null where there is none. */
export async function readBundleFile(
  file: string,
  key: string,
): Promise<(CachedBundle & { isSealed: boolean }) | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const { bundle, signature, mac } = parse(file, text);
  if (typeof bundle !== "string" || typeof mac !== "string") throw new Error(`${file} is no cached bundle`);
  const body = Buffer.from(bundle);
  const [given, expected] = [Buffer.from(mac, "hex"), macOf(key, body)];
  const isSealed = given.length === expected.length && timingSafeEqual(given, expected);
  return { body, signature: typeof signature === "string" ? signature : null, isSealed };
}

function parse(file: string, text: string): { bundle?: unknown; signature?: unknown; mac?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is cut short or no cached bundle`, { cause });
  }
}

const macOf = (key: string, body: Buffer) => createHmac("sha256", key).update(body).digest();
