import { execFile } from "node:child_process";

export type RunResult = { code: number; output: string };

/** Runs a program to its end and returns what it said; never throws for a failing one. */
export function run(file: string, args: string[], options: { uid?: number; gid?: number } = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    // cwd "/" because another user may not be allowed into ours.
    execFile(file, args, { ...options, cwd: "/", env: childEnv() }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === "number" ? error.code : 1) : 0;
      resolve({ code, output: `${stdout}${stderr}`.trim() || (error?.message ?? "") });
    });
  });
}

/** Nothing of our environment but the path: it holds credentials, and PG* variables would change the server. */
export function childEnv(): NodeJS.ProcessEnv {
  return {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    LC_ALL: "C",
    TZ: "UTC",
    NODE_ENV: "production",
  };
}
