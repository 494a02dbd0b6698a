import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CLUSTER_USER } from "./cluster";
import { isAlive, startMark } from "./processes";
import { serverUser } from "./server-user";
import { DATABASE, serverHome } from "./start-embedded";

const PORT_LINE = 3;
const STATUS_LINE = 7;

/** The address of the server that another living process runs over a data folder, or null when there is none. */
export async function findRunning(dataDir: string): Promise<string | null> {
  const home = await serverHome(dataDir, await serverUser(), () => undefined);
  const [pid, mark] = (await textOf(join(home, "owner"))).split(" ");
  const owner = Number(pid);
  if (!(owner > 0) || !isAlive(owner) || (await startMark(owner)) !== (mark ?? "")) return null;
  const lines = (await textOf(join(home, "data", "postmaster.pid"))).split("\n");
  const password = (await textOf(join(home, "password"))).trim();
  const port = Number(lines[PORT_LINE]);
  if (!(port > 0) || lines[STATUS_LINE]?.trim() !== "ready" || password === "") return null;
  return `postgres://${CLUSTER_USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}
