import { seededRandom } from "@/lib/domain/seeded-random";
import type { Prompt } from "./prompt";

/** How many entries of a log a prompt has: about 50, 2,000 and 8,000 tokens. */
const ENTRIES = { short: 1, medium: 60, long: 240 } as const;
const SIZES = ["short", "medium", "long"] as const;
const ANSWER_TOKENS_MAX = 200;
const PORTS = ["Rotterdam", "Santos", "Busan", "Mombasa", "Valencia", "Gdańsk", "Callao", "Colombo"];

type Entry = { number: number; port: string; containers: number; time: string; delay: number };
type Language = { entry: (entry: Entry) => string; tasks: readonly string[] };

const LANGUAGES: Readonly<Record<string, Language>> = {
  en: {
    entry: ({ number, port, containers, time, delay }) =>
      `${number}. At ${time} a ship from ${port} unloaded ${containers} containers and left ${delay} minutes late.`,
    tasks: [
      "Summarise this harbour log in three sentences for a manager who was away.",
      "Which ship in this harbour log was the latest to leave, and what may have caused it? Explain your reasoning.",
    ],
  },
  zh: {
    entry: ({ number, port, containers, time, delay }) =>
      `${number}. ${time}，来自${port}的货轮卸下${containers}个集装箱，晚点${delay}分钟离港。`,
    tasks: [
      "请用三句话为刚休假回来的经理总结这份港口日志。",
      "这份港口日志中哪艘船离港最晚？可能的原因是什么？请说明理由。",
    ],
  },
  es: {
    entry: ({ number, port, containers, time, delay }) =>
      `${number}. A las ${time} un barco de ${port} descargó ${containers} contenedores y zarpó con ${delay} minutos de retraso.`,
    tasks: [
      "Resume este diario del puerto en tres frases para un jefe que estaba de vacaciones.",
      "¿Qué barco de este diario del puerto zarpó con más retraso y cuál pudo ser la causa? Explica tu razonamiento.",
    ],
  },
  de: {
    entry: ({ number, port, containers, time, delay }) =>
      `${number}. Um ${time} löschte ein Schiff aus ${port} ${containers} Container und legte ${delay} Minuten verspätet ab.`,
    tasks: [
      "Fasse dieses Hafentagebuch in drei Sätzen für eine Leiterin zusammen, die im Urlaub war.",
      "Welches Schiff in diesem Hafentagebuch legte am spätesten ab, und woran kann es gelegen haben? Begründe es.",
    ],
  },
};

/** Harbour logs of three sizes in four languages with two tasks each, always the same. */
export function builtInPrompts(): Prompt[] {
  return SIZES.flatMap((size) =>
    Object.entries(LANGUAGES).flatMap(([language, { entry, tasks }]) =>
      tasks.map((task, number): Prompt => {
        const log = harbourLog(ENTRIES[size], ENTRIES[size] + number).map(entry);
        const content = `${task}\n\n${log.join("\n")}`;
        const id = `${size}-${language}-${number + 1}`;
        return { id, size, language, messages: [{ role: "user", content }], max_tokens: ANSWER_TOKENS_MAX };
      }),
    ),
  );
}

function harbourLog(length: number, seed: number): Entry[] {
  const next = seededRandom(seed);
  const upTo = (most: number) => Math.floor(next() * most);
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  return Array.from({ length }, (_, index) => ({
    number: index + 1,
    port: PORTS[upTo(PORTS.length)] ?? "",
    containers: 20 + upTo(400),
    time: `${twoDigits(upTo(24))}:${twoDigits(upTo(60))}`,
    delay: upTo(90),
  }));
}
