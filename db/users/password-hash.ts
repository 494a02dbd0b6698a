import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { verifyPassword as verifyFormerHash } from "better-auth/crypto";
import { inHashLane } from "./hash-lane";

// OWASP's present advice for scrypt: N=2^17, r=8, p=1.
const PRESENT = { log2N: 17, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const FORMAT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

type Cost = typeof PRESENT;

/** A password as it is stored, with the salt and cost it was hashed with. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await inHashLane("known", () => derive(password, salt, PRESENT));
  const { log2N, r, p } = PRESENT;
  return `$scrypt$ln=${log2N},r=${r},p=${p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/** Whether it is the password of a stored hash, be it of today or of before we chose the cost ourselves. */
export async function verifyPassword(input: { hash: string; password: string }): Promise<boolean> {
  const parts = FORMAT.exec(input.hash);
  if (!parts) return inHashLane("known", () => verifyFormerHash(input));
  const [, log2N, r, p, salt = "", key = ""] = parts;
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) };
  const stored = Buffer.from(key, "base64url");
  const given = await inHashLane("known", () => derive(input.password, Buffer.from(salt, "base64url"), cost));
  return stored.length === given.length && timingSafeEqual(stored, given);
}

/** Whether a stored hash is of another cost than today's, and so to be made anew once the password is typed. */
export function isFormerHash(hash: string): boolean {
  const { log2N, r, p } = PRESENT;
  return !hash.startsWith(`$scrypt$ln=${log2N},r=${r},p=${p}$`);
}

function derive(password: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** log2N;
  const options: ScryptOptions = { N, r, p, maxmem: 129 * N * r + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    // The same letters typed on two systems may be other bytes before this.
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
