import { readEnv } from "@/lib/env";
import { failStart, serve } from "./serve";

try {
  await serve(readEnv(), { dev: process.argv.includes("--dev") });
} catch (error) {
  failStart(error);
}
