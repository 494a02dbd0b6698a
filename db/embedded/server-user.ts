import { userInfo } from "node:os";
import { EmbeddedError } from "./embedded-error";
import { run } from "./run";

/** The unprivileged user a server started by root runs as; undefined where we are not root and it runs as us. */
export type ServerUser = { uid: number; gid: number };

/** PostgreSQL refuses to run as root: an existing `postgres` is taken, else created, else `nobody` serves. */
export async function serverUser(): Promise<ServerUser | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const existing = await lookUp("postgres");
  if (existing) return existing;
  await run("groupadd", ["--system", "postgres"]);
  await run("useradd", ["--system", "--gid", "postgres", "--no-create-home", "--shell", "/bin/false", "postgres"]);
  const usable = (await lookUp("postgres")) ?? (await lookUp("nobody"));
  if (usable) return usable;
  throw new EmbeddedError("PostgreSQL cannot run as root, and no other user could be made; start as another user");
}

/** Whether that user can enter a folder and read it. */
export async function canReach(user: ServerUser, folder: string): Promise<boolean> {
  const { code } = await run("/bin/sh", ["-c", 'test -r "$1" && test -x "$1"', "sh", folder], user);
  return code === 0;
}

async function lookUp(name: string): Promise<ServerUser | undefined> {
  const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}
