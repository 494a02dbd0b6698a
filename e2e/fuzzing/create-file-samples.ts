import { createSamples } from "./create-samples";

/** Records of our own, which no format has to be named for. */
const OWN_KINDS: ReadonlySet<string> = new Set(["logs", "usage"]);
const OPTIONS = { source: null, maps: [], sets: {}, zone: null };

/** What is sent to import files and to check payloads: other payloads as text, within a few words around it. */
export function createFileSamples(nowMs: number) {
  const at = new Date(nowMs - 60_000).toISOString();
  const csv = `id,started_at,model,duration_ms,outcome,input_tokens,tags\nr-1,${at},gpt-4o,5,ok,7,"a:b"\nr-2,${at},m,"1,5",ok,,\n`;
  const strangeCsv = `\ufeffid;started_at;model\r\n"r-1";"${at}";"with ""quotes"""\r\n;;\r\n"open`;
  const texts = [...createSamples(nowMs)].flatMap(([kind, samples]) =>
    samples.map((sample) => ({ kind, text: JSON.stringify(sample) })),
  );
  const maps = [{ field: "duration_ms", column: "seconds", factor: 1_000 }];
  const mapped = { source: null, maps, sets: { provider: "openai", outcome: "ok" }, zone: "Asia/Shanghai" };
  const whole = { offset: 0, header: null, first_line: 1, is_last: true };
  const chunk = (format: string, text: string) => ({ ...whole, format, text, next_offset: Buffer.byteLength(text) });
  return {
    check: texts.map(({ kind, text }) => ({ format: OWN_KINDS.has(kind) ? "switchyard" : kind, text })),
    preview: [
      { format: "csv", text: csv, options: OPTIONS },
      { format: "csv", text: strangeCsv, options: mapped },
      ...texts.map(({ kind, text }) => {
        return { format: "json", text, options: { ...OPTIONS, source: OWN_KINDS.has(kind) ? null : kind } };
      }),
    ],
    chunks: [
      ...[
        chunk("csv", csv),
        chunk("csv", strangeCsv),
        { ...chunk("csv", csv), header: "id,started_at", is_last: false },
      ],
      ...texts.flatMap(({ text }) => [chunk("json", text), chunk("jsonl", `${text}\n${text}`)]),
    ],
    usage: [
      {
        source: "openrouter-activity",
        text: `generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,provider_name\ngen-1,${at},0.1,100,50,openai/gpt-4o,OpenAI\n`,
        dry_run: false,
      },
      { source: "anthropic-cost", text: `usage_date_utc,model,cost_usd\n${at.slice(0, 10)},Claude Haiku 4.5,1.5\n` },
    ],
    begin: [
      { file_name: "a.csv", file_digest: "ab".repeat(32), options: OPTIONS },
      { file_name: "b.jsonl", file_digest: "cd".repeat(32), options: mapped, refuse_other_options: true },
    ],
  };
}
