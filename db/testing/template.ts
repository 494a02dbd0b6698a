import { fileURLToPath } from "node:url";

/** The migrated database that every test file's own is cloned from. Nobody connects to it after set-up. */
export const TEMPLATE_DATABASE = "template_switchyard";

export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));

/** The address of another database on the same server. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
