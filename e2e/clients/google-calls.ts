import type { GoogleGenAI } from "@google/genai";
import { drain } from "./drain";

/** The calls that an app makes sooner or later. */
export async function makeGoogleCalls({ models }: GoogleGenAI, suffix: string): Promise<void> {
  const ask = (model: string) => ({ model: `${model}-${suffix}`, contents: "hi" });
  await models.generateContent(ask("plain"));
  await drain(await models.generateContentStream(ask("counted")));
  for (const model of ["broken", "cut"]) {
    await drain(await models.generateContentStream(ask(model))).catch(() => undefined);
  }
  await drain(await models.generateContentStream(ask("left")), true);
  await models.generateContent(ask("fail-429")).catch(() => undefined);
  const abortSignal = AbortSignal.timeout(80);
  await models.generateContent({ ...ask("slow"), config: { abortSignal } }).catch(() => undefined);
}
