import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { SMTPServer } from "smtp-server";
import { API_KEY, MAIL_PORT, PASSWORD, PORT, USERS } from "./server-settings";

// Starts the built product on an empty database of its own, as an operator would.
const root = path.join(import.meta.dirname, "..");
const dataDir = path.join(root, ".cache", "e2e-data");
rmSync(dataDir, { recursive: true, force: true });

// A mail server that takes whatever it is sent.
new SMTPServer({
  ...{ disabledCommands: ["STARTTLS", "AUTH"], disableReverseLookup: true },
  onData: (stream, _session, done) => {
    stream.on("end", () => done()).resume();
  },
}).listen(MAIL_PORT, "127.0.0.1");

const { DATABASE_URL: _, ...inherited } = process.env;
const child = spawn(process.execPath, ["app/_cli/start.mjs"], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...inherited,
    NODE_ENV: "production",
    PORT: String(PORT),
    SWITCHYARD_DATA_DIR: dataDir,
    // Where proxies.spec.ts has its proxies; other addresses of this machine are clients.
    SWITCHYARD_TRUSTED_PROXIES: "127.0.0.1",
    SWITCHYARD_ADMIN_EMAIL: USERS.admin.email,
    SWITCHYARD_ADMIN_PASSWORD: PASSWORD,
    SWITCHYARD_API_KEY: API_KEY,
    SWITCHYARD_EXPORT_DIR: path.join(dataDir, "copies"),
    SWITCHYARD_UPSTREAM_NETWORKS: "loopback",
    SWITCHYARD_UPSTREAM_KEY_SIMULATED: "sk-simulated-0123456789abcdef",
    SWITCHYARD_SMTP_URL: `smtp://127.0.0.1:${MAIL_PORT}`,
    SWITCHYARD_SMTP_FROM: "Ledger <ledger@example.test>",
  },
});

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
