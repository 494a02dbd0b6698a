import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { API_KEY, BASE_URL } from "../server-settings";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** Runs a program that uses a real client, to its end. */
export async function runClient(
  command: string,
  args: readonly string[],
  more: Record<string, string>,
): Promise<string> {
  const env = {
    ...process.env,
    SWITCHYARD_URL: BASE_URL,
    SWITCHYARD_API_KEY: API_KEY,
    OTEL_EXPORTER_OTLP_ENDPOINT: `${BASE_URL}/api/otel`,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${API_KEY}`,
    OTEL_SERVICE_NAME: "shop",
    ...more,
  };
  const { stdout } = await run(command, args, { cwd: root, env, timeout: 45_000 });
  return stdout;
}
