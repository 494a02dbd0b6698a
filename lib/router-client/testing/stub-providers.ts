import { setTimeout as delay } from "node:timers/promises";
import { listen } from "./listen";

/** A status; `slow` answers after SLOW_MS, `flapping` fails every other time, `broken` breaks its stream. */
type Mood = number | "slow" | "flapping" | "broken";

export type StubProviders = {
  url: string;
  moods: Map<string, Mood>;
  /** The models that were asked, one entry a call. */
  asked: string[];
  close: () => Promise<void>;
};

export const SLOW_MS = 4_000;
const FIRST_TOKEN_MS = 30;

/** Providers of any model, `POST /MODEL`, healthy by default; `?stream` sends a first text, then the rest. */
export async function startStubProviders(): Promise<StubProviders> {
  const moods = new Map<string, Mood>();
  const asked: string[] = [];
  const { url, close } = await listen(async (request, _, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://stub");
    const model = decodeURIComponent(pathname.slice(1));
    const isOdd = asked.filter((name) => name === model).length % 2 === 0;
    asked.push(model);
    const mood = moods.get(model) ?? 200;
    if (mood === "slow") await delay(SLOW_MS);
    const status = typeof mood === "number" ? mood : mood === "flapping" && isOdd ? 500 : 200;
    response.writeHead(status);
    if (status !== 200 || !searchParams.has("stream")) return response.end(JSON.stringify({ said: `I am ${model}` }));
    response.flushHeaders();
    await delay(FIRST_TOKEN_MS);
    response.write("I am ");
    await delay(FIRST_TOKEN_MS);
    return mood === "broken" ? response.destroy() : response.end(model);
  });
  return { url, moods, asked, close };
}
