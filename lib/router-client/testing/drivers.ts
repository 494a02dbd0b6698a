import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Router, type RouterOptions } from "../typescript/router";

export type Answer = { answer: string; model: string; attempts: number } | { error: string };
type Asked = { model: string; requestId?: string; stream?: boolean };
export type Driven = {
  route: (asked: Asked) => Promise<Answer>;
  /** Resolves when all that could be reported was. */
  close: () => Promise<void>;
  problems: string[];
};
export type DriverOptions = Omit<RouterOptions, "onProblem"> & { providers: string };
export type Driver = (options: DriverOptions) => Promise<Driven>;

const answeredWith = (status: number) => Object.assign(new Error(`Answered ${status}`), { status });

const USAGE = { input_tokens: 9, output_tokens: 3 };

/** router.ts in this process. */
export const driveTypeScript: Driver = async ({ providers, ...options }) => {
  const problems: string[] = [];
  const router = new Router({ ...options, onProblem: (problem) => problems.push(String(problem)) });
  await router.start();
  const route = async ({ stream = false, ...asked }: Asked): Promise<Answer> => {
    try {
      const { answer, model, attempts } = await router.route(
        { ...asked, stream },
        async ({ model, signal, firstToken }) => {
          const url = `${providers}/${encodeURIComponent(model)}${stream ? "?stream" : ""}`;
          const reply = await fetch(url, { method: "POST", body: "{}", signal });
          if (!reply.ok) throw answeredWith(reply.status);
          if (!stream) return { answer: (await reply.json()).said as string, usage: USAGE };
          let said = "";
          for await (const chunk of reply.body ?? []) {
            firstToken();
            said += Buffer.from(chunk).toString();
          }
          return { answer: said, usage: USAGE };
        },
      );
      return { answer, model, attempts };
    } catch (error) {
      return { error: String(error) };
    }
  };
  return { route, close: () => router.close(), problems };
};

const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** router.py in a process of its own, asked one thing after the other. */
export const drivePython: Driver = async (options) => {
  const named = Object.fromEntries(Object.entries(options).map(([name, value]) => [snakeCase(name), value]));
  const program = join(import.meta.dirname, "drive_router.py");
  const python = spawn("python3", ["-B", program, JSON.stringify(named)], { stdio: ["pipe", "pipe", "pipe"] });
  const closed = once(python, "close");
  const problems: string[] = [];
  createInterface(python.stderr).on("line", (line) => problems.push(line));
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`router.py ended: ${problems.join("\n")}`);
    return JSON.parse(value);
  };
  await nextLine();
  let last: Promise<unknown> = Promise.resolve();
  const route = ({ model, requestId, stream = false }: Asked): Promise<Answer> => {
    python.stdin.write(`${JSON.stringify({ model, request_id: requestId, stream })}\n`);
    const answer = last.then(nextLine);
    last = answer.catch(() => {});
    return answer;
  };
  const close = async () => {
    python.stdin.end();
    await closed;
  };
  return { route, close, problems };
};
