import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { refuseUnfit } from "@/db/driver/refuse-unfit";
import { UnfitDatabase } from "@/db/driver/unfit-database";
import { type EmbeddedServer, startEmbedded } from "@/db/embedded/start-embedded";
import { type Env, initEnv, type SettledEnv } from "@/lib/env";

export type Settled = { env: SettledEnv; embedded: EmbeddedServer | undefined };

/**
 * Finds out what the environment left open: a database of our own and a secret kept beside it, where none is given.
 *
 * Throws an UnfitDatabase for one that cannot be used as it is set up.
 */
export async function settleStart(env: Env): Promise<Settled> {
  if (env.databaseUrl && env.secret) {
    // One that is away may come up after us; one that is set up wrong does not mend itself.
    await refuseUnfit(env.databaseUrl).catch((error: unknown) => {
      if (error instanceof UnfitDatabase) throw error;
    });
    const settled = { ...env, databaseUrl: env.databaseUrl, secret: env.secret };
    initEnv(settled);
    return { env: settled, embedded: undefined };
  }
  await mkdir(env.dataDir, { recursive: true, mode: 0o755 });
  const secret = env.secret ?? (await savedSecret(env.dataDir));
  const embedded = await startEmbedded({ dataDir: env.dataDir, notify: (message) => console.error(message) });
  const settled = { ...env, databaseUrl: embedded.url, secret };
  initEnv(settled);
  return { env: settled, embedded };
}

async function savedSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, "secret");
  const saved = (await readFile(file, "utf8").catch(() => "")).trim();
  if (saved.length >= 32) return saved;
  const secret = randomBytes(32).toString("base64url");
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}
