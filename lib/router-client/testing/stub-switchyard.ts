import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { LogRecordInput } from "@/lib/contract/log-record";
import { logRecordSchema } from "@/lib/contract/log-record";
import type { PolicyBundle } from "@/lib/contract/policy";
import { type Heartbeat, heartbeatSchema } from "@/lib/contract/routers";
import { listen } from "./listen";

export type StubSwitchyard = {
  url: string;
  /** Serves this from now on: a bundle, or any text. */
  publish: (bundle: PolicyBundle | string) => void;
  /** What it serves. */
  body: () => string;
  /** Signs with a new key whose public half is served and returned; `forged` signs with another one. */
  sign: (how?: "forged") => string;
  /** While true, everything is answered 503. */
  isAway: boolean;
  /** What posts of logs are answered instead, one after the other: a status, or the text of somebody in between. */
  logAnswers: (number | string)[];
  /** A post of more logs is answered 413. */
  logsMax: number;
  /** How often a stored batch of logs is answered 503, as if the answer had been lost. */
  answersToLose: number;
  /** How often each id was posted and stored. */
  logs: Map<string, LogRecordInput>;
  polls: { status: number; etag: string | undefined }[];
  heartbeats: Heartbeat[];
  close: () => Promise<void>;
};

/** What routers see of Switchyard, by the same contract; a record or a heartbeat that breaks it is answered 422 or 400. */
export async function startStubSwitchyard(): Promise<StubSwitchyard> {
  let body = "";
  let etag = "";
  let publications = 0;
  let signer: KeyObject | null = null;
  let publicKey = "";
  const reply = (value: unknown) => JSON.stringify(value);

  const { url, close } = await listen((request, sent, response) => {
    const path = request.url;
    const send = (status: number, text: string, headers = {}) => response.writeHead(status, headers).end(text);
    if (stub.isAway) return send(503, "", { "retry-after": "1" });
    if (request.headers.authorization !== "Bearer key") {
      return send(401, reply({ error: { code: "UNAUTHENTICATED", message: "This key is not known" } }));
    }
    if (path === "/api/v1/policies/keys") {
      return send(200, reply({ keys: [{ id: "k1", algorithm: "Ed25519", public_key: publicKey, current: true }] }));
    }
    if (path === "/api/v1/policies") {
      const known = request.headers["if-none-match"];
      stub.polls.push({ status: known === etag ? 304 : 200, etag: known });
      if (known === etag) return send(304, "", { etag });
      const signature = signer && sign(null, Buffer.from(body), signer).toString("base64");
      return send(200, body, {
        etag,
        ...(signature && { "switchyard-signature": `key_id=k1; ed25519=${signature}` }),
      });
    }
    const posted: unknown = JSON.parse(sent.toString());
    if (path === "/api/v1/logs" && Array.isArray(posted)) {
      const answer = posted.length > stub.logsMax ? 413 : stub.logAnswers.shift();
      if (typeof answer === "string") return send(200, answer);
      if (answer !== undefined) return send(answer, reply({ error: { code: "FORBIDDEN", message: "No" } }));
      const rejected = posted.flatMap((record, index) => {
        const { success, error } = logRecordSchema.safeParse(record);
        if (success) stub.logs.set(record.id, record);
        return success ? [] : [{ index, id: record.id, errors: error.issues }];
      });
      if (stub.answersToLose-- > 0) return send(503, "");
      const status = rejected.length === posted.length ? 422 : 200;
      return send(status, reply({ accepted: posted.length - rejected.length, duplicates: 0, rejected }));
    }
    const heartbeat = heartbeatSchema.safeParse(posted);
    if (!heartbeat.success) return send(400, heartbeat.error.message);
    stub.heartbeats.push(heartbeat.data);
    return send(200, reply({ bundle_version: publications }));
  });

  const stub: StubSwitchyard = {
    url,
    body: () => body,
    publish: (bundle) => {
      publications = typeof bundle === "string" ? publications + 1 : bundle.version;
      body = typeof bundle === "string" ? bundle : reply(bundle);
      etag = `"${publications}-${body.length}"`;
    },
    sign: (how) => {
      const pair = generateKeyPairSync("ed25519");
      const { x = "" } = pair.publicKey.export({ format: "jwk" });
      publicKey = Buffer.from(x, "base64url").toString("base64");
      signer = how === "forged" ? generateKeyPairSync("ed25519").privateKey : pair.privateKey;
      return publicKey;
    },
    isAway: false,
    logAnswers: [],
    logsMax: Number.POSITIVE_INFINITY,
    answersToLose: 0,
    logs: new Map(),
    polls: [],
    heartbeats: [],
    close,
  };
  return stub;
}
