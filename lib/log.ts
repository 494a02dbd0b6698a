import { pino } from "pino";
import { processWide } from "./process-wide";

const SECRET_FIELDS = [
  "authorization",
  "cookie",
  "set-cookie",
  "password",
  "newPassword",
  "secret",
  "token",
  "key",
  "apiKey",
  "api_key",
  "databaseUrl",
];

const MAX_CAUSES = 5;

/**
 * An error as the log may hold it: messages and stacks along the chain of causes.
 *
 * A failed query's parameters are left out, in the message too: they may be password or key hashes.
 */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === "object" ? Object.prototype.toString.call(error) : error;
  const strip = (text: string) => text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, "");
  return {
    type: error.name,
    message: strip(error.message),
    ...("code" in error && { code: error.code }),
    stack: strip(error.stack ?? ""),
    ...(error.cause !== undefined && depth < MAX_CAUSES && { cause: describeError(error.cause, depth + 1) }),
  };
}

function createLog() {
  return pino({
    base: { app: "switchyard" },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: (error: unknown) => describeError(error) },
    redact: {
      paths: SECRET_FIELDS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
      censor: "[redacted]",
    },
  });
}

/** The process's one logger: JSON lines on stdout, credentials redacted. Start-up sets its level. */
export const log = processWide<ReturnType<typeof createLog>>("log").getOrMake(createLog);
