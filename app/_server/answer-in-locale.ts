import type { IncomingMessage } from "node:http";
import { chooseLocale } from "@/lib/messages/choose-locale";
import { inLocale } from "./locale-context";

/** Answers a request in the language its user chose, or its browser asks for. */
export function answerInLocale(request: IncomingMessage, answer: () => void): void {
  const { cookie, "accept-language": acceptLanguage } = request.headers;
  inLocale(chooseLocale({ cookie, acceptLanguage }), answer);
}
