import type { Outcome } from "@/lib/domain/outcome";
import { failureOfName } from "./failure-names";

/** What the text of an error says of it; never the text itself, which may quote a prompt. */
export type MessageSigns = { outcome: Outcome | null; status: number | null; name: string | null };

/** An error says what it is at its beginning; what comes later is a body or a prompt. */
const CHARACTERS_MAX = 1_000;
const NAMES_MAX = 40;

/**
 * Where a message has its HTTP status: at its start ("429 - {}", "Error code: 429 - {…}", "Error: 429 …"), or named.
 *
 * Sources: axios ("Request failed with status code 429"), pydantic-ai ("status_code: 429, model_name: …"), google-generativeai
 * ("[429 Too Many Requests]", "got status: 429"), httpx ("Client error '429 Too Many Requests'"), .NET ("… success: 429"),
 * Java's AWS SDK ("Status Code: 429"), openai-go ("\": 429 Too Many Requests").
 */
const STATUS_SHAPES: readonly RegExp[] = [
  /^(?:error: |exception: )?(?:error code: )?([1-5]\d\d)\b/i,
  /\bstatus[ _-]?code['"]?(?: is| of)?[ :=]{0,3}\(?['"]?([45]\d\d)\b/i,
  /\bhttp(?:\/[123](?:\.\d)?)?[ _-]?(?:status|error|code)?[ :=]{0,3}([45]\d\d)\b/i,
  /\b(?:error code|status|got status|code)['"]?[ :=]{1,3}['"]?([45]\d\d)\b/i,
  /\b(?:client|server) error:? ['"]?([45]\d\d)\b/i,
  /\bindicate success: ([45]\d\d)\b/i,
  /[[('": ]([45]\d\d)[ :-]{1,3}(?:too many requests|bad request|unauthorized|forbidden|not found|request timeout|conflict|unprocessable|internal server error|bad gateway|service unavailable|gateway time-?out|rate limit)/i,
];

/** What messages say in words; the first that fits decides. */
const WORD_SHAPES: readonly (readonly [RegExp, Outcome])[] = [
  // LiteLLM's, Kong's, Portkey's and Cloudflare's own limits, budgets and guardrails.
  [
    /\bbudget has been exceeded\b|\bexceeded ?budget\b|\bover budget\b|\bcrossed budget\b|\bspend limit (?:exceeded|reached)\b/i,
    "refused",
  ],
  [/\bmax parallel request limit\b|\bcrossed (?:tpm|rpm)\b|\bno deployments available\b|\blimit type: \w/i, "refused"],
  [
    /\bai token rate limit exceeded\b|\bviolated .{0,60}guardrail\b|\bguardrail (?:raised|blocked|violation|check failed)/i,
    "refused",
  ],
  [
    /\bprompt blocked due to security\b|\bhooks? checks? failed\b|\bblocked by (?:the )?(?:gateway|guardrail)/i,
    "refused",
  ],
  // Before what was cancelled, for that is how .NET and Go say that their own time was up.
  [/\bhttpclient\.timeout\b|\bcontext deadline exceeded\b|\bdeadline exceeded\b/i, "timeout"],
  [
    /\b(?:request|operation|call|signal|task|stream|context|run) (?:is|was|has been|were)? ?(?:aborted|cancell?ed)\b/i,
    "cancelled",
  ],
  [
    /\bclient (?:has )?(?:disconnected|closed (?:the )?(?:request|connection))\b|\buser (?:aborted|cancell?ed)\b/i,
    "cancelled",
  ],
  [/\b(?:aborted|cancell?ed) by (?:the )?(?:user|caller|client)\b|^(?:aborted|cancell?ed)\.?$/i, "cancelled"],
  [
    /\brate.?limit|\btoo many (?:requests|tokens|concurrent)\b|\bquota (?:exceeded|exhausted)|\bexceeded your current quota\b/i,
    "rate_limited",
  ],
  [/\bthrottl(?:ed|ing)\b|\bresource (?:has been )?exhausted\b/i, "rate_limited"],
  [/\btimed? ?-?out\b|\btimeout\b/i, "timeout"],
  [
    /\boverloaded\b|\bbad gateway\b|\bservice (?:is )?(?:temporarily )?unavailable\b|\binternal (?:server )?error\b/i,
    "server_error",
  ],
  [
    /\bconnection (?:error|reset|refused|closed|aborted)\b|\bsocket hang up\b|\bfetch failed\b|\bpremature close\b/i,
    "server_error",
  ],
  [
    /\b(?:incorrect|invalid|missing) api ?key\b|\bunauthori[sz]ed\b|\bforbidden\b|\bpermission denied\b|\baccess denied\b/i,
    "client_error",
  ],
  [
    /\bmaximum context length\b|\bprompt is too long\b|\bcontext window\b|\bcontent (?:policy|management policy)\b/i,
    "client_error",
  ],
  [
    /\bdoes not exist\b|\bmodel not found\b|\bmodel identifier is invalid\b|\bbad request\b|\binvalid request\b/i,
    "client_error",
  ],
];

/** What a message says: the first name of an error in it that is known, its status, and what its words say. */
export function messageSigns(message: string): MessageSigns {
  const text = message.slice(0, CHARACTERS_MAX);
  const status = STATUS_SHAPES.map((shape) => shape.exec(text)?.[1]).find((digits) => digits !== undefined);
  return {
    outcome: WORD_SHAPES.find(([shape]) => shape.test(text))?.[1] ?? null,
    status: status === undefined ? null : Number(status),
    name: knownNameIn(text),
  };
}

/** A word that is no English one, such as ThrottlingException or overloaded_error, and known. */
function knownNameIn(text: string): string | null {
  const words = text.match(/[A-Za-z]\w{3,63}/g)?.slice(0, NAMES_MAX) ?? [];
  return words.find((word) => /_|[a-z][A-Z]|^[A-Z]{6}/.test(word) && failureOfName(word) !== null) ?? null;
}
