import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverUser } from "../embedded/server-user";
import { findProgram, freePort, startProgram } from "./outside-program";

export type Pooler = {
  /** The database's address through it. */
  url: string;
  stop: () => Promise<void>;
};

/** Starts Debian's PgBouncer in front of a database, told nothing about whom it serves. */
export async function startPooler(input: {
  databaseUrl: string;
  mode: "session" | "transaction" | "statement";
  size: number;
  port?: number;
}): Promise<Pooler> {
  const path = findProgram("pgbouncer");
  if (!path) throw new Error("PgBouncer is not installed");
  const { hostname, port: behind, username, password, pathname } = new URL(input.databaseUrl);
  const port = input.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), "switchyard-pooler-"));
  await chmod(folder, 0o755);
  const file = join(folder, "pgbouncer.ini");
  const login = `user=${username}${password && ` password=${password}`}`;
  await writeFile(
    file,
    `[databases]
* = host=${hostname} port=${behind} ${login}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${input.mode}
default_pool_size = ${input.size}
max_client_conn = 200
server_login_retry = 1
`,
  );
  const user = await serverUser();
  if (user) await chown(file, user.uid, user.gid);
  const program = await startProgram({ path, args: [file], port, cwd: "/", ...user });
  return {
    url: `postgres://any:thing@127.0.0.1:${port}${pathname}`,
    stop: async () => {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
