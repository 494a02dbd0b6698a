import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedError } from "./embedded-error";
import { run } from "./run";
import type { ServerUser } from "./server-user";

/** The one role of an embedded cluster. */
export const CLUSTER_USER = "switchyard";

export type Cluster = { dataDir: string; password: string };

/**
 * The cluster below a folder, created on the first call; its password lies beside it, readable by us alone.
 *
 * initdb works in a folder of another name which is renamed when done, so a killed first start leaves nothing half-made.
 */
export async function openCluster(input: {
  home: string;
  bin: string;
  user: ServerUser | undefined;
}): Promise<Cluster> {
  const { home, bin, user } = input;
  const dataDir = join(home, "data");
  const passwordFile = join(home, "password");
  if (existsSync(join(dataDir, "PG_VERSION"))) {
    const password = await readFile(passwordFile, "utf8").catch(() => undefined);
    if (!password) throw new EmbeddedError(`${passwordFile} is missing, without which ${dataDir} cannot be opened`);
    return { dataDir, password: password.trim() };
  }

  const password = randomBytes(24).toString("base64url");
  const partial = join(home, "data.new");
  const initFile = join(home, "password.init");
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  await writeFile(initFile, password, { mode: 0o600 });
  if (user) await Promise.all([partial, initFile].map((path) => chown(path, user.uid, user.gid)));
  const { code, output } = await run(
    join(bin, "initdb"),
    [
      ...["-D", partial, "-U", CLUSTER_USER, `--pwfile=${initFile}`, "--auth=scram-sha-256", "--encoding=UTF8"],
      // Code point order on every machine, whatever its locales.
      ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ],
    user,
  );
  await rm(initFile, { force: true });
  if (code !== 0) throw new EmbeddedError(`PostgreSQL could not be set up in ${home}: ${lastLine(output)}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  await rename(partial, dataDir);
  return { dataDir, password };
}

/** The line of a program's output that says why it failed, without the time and process a server's log begins it with. */
export function lastLine(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const line = lines.findLast((candidate) => /error|fatal|panic/i.test(candidate)) ?? lines.at(-1) ?? "";
  return line.replace(/^[\d-]+ [\d:.]+ \S+ \[\d+\] /, "").trim();
}
