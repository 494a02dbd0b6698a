import { type Agent, request } from "node:http";

export type Asking = { method?: string; agent: Agent; headers: Record<string, string>; body?: Uint8Array };

/** The status of an answer that was read to its end; 0 where there was none. */
export function askStatus(url: string, { body, headers, ...options }: Asking): Promise<number> {
  return new Promise((resolve) => {
    const lengths = body ? { "content-length": String(body.length) } : {};
    const call = request(url, { ...options, headers: { ...headers, ...lengths } }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
      response.on("error", () => resolve(0));
    });
    call.on("error", () => resolve(0));
    call.end(body);
  });
}

/** Counts answers by their status, and how long those took that were not refused. */
export function createTally() {
  const statuses: Record<string, number> = {};
  const latenciesMs: number[] = [];
  const lateMs: number[] = [];
  return {
    add: (status: number, ms: number) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status >= 200 && status < 400) latenciesMs.push(ms);
    },
    late: (ms: number) => void lateMs.push(ms),
    seen: () => ({ kind: "seen" as const, statuses, latenciesMs, lateMs }),
  };
}
