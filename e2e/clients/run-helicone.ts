import { HeliconeManualLogger } from "@helicone/helpers";
import OpenAI from "openai";

const { PROVIDER_URL, SWITCHYARD_URL, SWITCHYARD_API_KEY = "", SUFFIX = "" } = process.env;
const openai = new OpenAI({ apiKey: "x", baseURL: PROVIDER_URL, maxRetries: 0 });
const loggingEndpoint = `${SWITCHYARD_URL}/api/v1/logs/helicone`;
const logger = new HeliconeManualLogger({ apiKey: SWITCHYARD_API_KEY, loggingEndpoint });
const headers = { "Helicone-Property-App": `helicone-${SUFFIX}`, "Helicone-Session-Id": `s-${SUFFIX}` };
const messages = [{ role: "user" as const, content: "hi" }];

const plain = { model: `plain-${SUFFIX}`, messages };
await logger.logRequest(
  plain,
  async (recorder) => recorder.appendResults({ ...(await openai.chat.completions.create(plain)) }),
  headers,
  "openai",
);

const askStream = (model: string) => {
  return { model: `${model}-${SUFFIX}`, messages, stream: true as const, stream_options: { include_usage: true } };
};
const counted = askStream("counted");
const stream = await openai.chat.completions.create(counted);
await logger.logSingleStream(counted, stream.toReadableStream(), headers);

for (const model of ["broken", "left"]) {
  const asked = askStream(model);
  const builder = logger.logBuilder(asked, headers);
  const reader = builder.toReadableStream(await openai.chat.completions.create(asked)).getReader();
  const readAll = async () => {
    while (!(await reader.read()).done) if (model === "left") return reader.cancel();
  };
  await readAll().catch(() => undefined);
  await builder.sendLog();
}

const refused = { model: `fail-429-${SUFFIX}`, messages };
const builder = logger.logBuilder(refused, headers);
await openai.chat.completions.create(refused).catch((error) => builder.setError(error));
await builder.sendLog();
