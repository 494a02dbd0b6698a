import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { archiveStores } from "./archive-stores";
import { sha256Of } from "./stored-file";

const BYTES = Uint8Array.from({ length: 1_000 }, (_, n) => n % 251);
async function* pieces() {
  yield BYTES.slice(0, 300);
  yield BYTES.slice(300);
}

/** As much of S3 as an archive needs; one that knows no ranges sends everything. */
async function givenS3({ knowsRanges = true } = {}) {
  const objects = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const path = request.url ?? "";
    if (request.method === "PUT") objects.set(path, Buffer.concat(parts));
    if (request.method === "DELETE") objects.delete(path);
    const object = objects.get(path);
    if (!object && request.method !== "DELETE")
      return response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
    if (request.method === "HEAD" && object) return response.setHeader("content-length", object.length).end();
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (request.method !== "GET" || !object || !range || !knowsRanges) return response.end(object);
    return response.writeHead(206).end(object.subarray(Number(range[1]), Number(range[2]) + 1));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const s3 = {
    ...{ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", bucket: "ledger" },
    ...{ accessKeyId: "id", secretAccessKey: "secret" },
  };
  return { s3, objects, stop: () => server.close() };
}

async function holdsWhatWasWritten(store: ReturnType<ReturnType<typeof archiveStores>>) {
  await store.write("attempts/a", pieces());
  const file = await store.open("attempts/a");
  expect(file.byteLength).toBe(BYTES.length);
  expect(new Uint8Array(await file.slice(100, 400))).toEqual(BYTES.slice(100, 400));
  expect(new Uint8Array(await file.slice(990))).toEqual(BYTES.slice(990));
  expect(await sha256Of(file)).toHaveLength(64);
  await file.close();
  await store.remove("attempts/a");
  await store.remove("attempts/a");
  await expect(store.open("attempts/a")).rejects.toMatchObject({ code: "UNPROCESSABLE" });
}

test("a folder gives back any part of what was written, and nothing beyond it", async () => {
  const exportDir = await mkdtemp(join(tmpdir(), "archive-"));
  const outside = await mkdtemp(join(tmpdir(), "outside-"));
  const store = archiveStores({ exportDir, s3: undefined })("folder");
  await holdsWhatWasWritten(store);

  await writeFile(join(outside, "secret"), "secret");
  await symlink(outside, join(exportDir, "link"));
  for (const path of ["link/secret", `../${outside.split("/").at(-1)}/secret`]) {
    await expect(store.open(path)).rejects.toThrow("leads out of the folder");
    await store.remove(path);
  }
  await writeFile(join(outside, "secret"), "still there", { flag: "r+" });
  await Promise.all([exportDir, outside].map((path) => rm(path, { recursive: true })));
});

test("so does an S3 store, whether it knows ranges or not", async () => {
  for (const knowsRanges of [true, false]) {
    const { s3, objects, stop } = await givenS3({ knowsRanges });
    await holdsWhatWasWritten(archiveStores({ exportDir: undefined, s3 })("s3"));
    expect(objects.size).toBe(0);
    stop();
  }
});

test("a store that the environment does not name is refused", () => {
  const stores = archiveStores({ exportDir: undefined, s3: undefined });
  expect(() => stores("folder")).toThrow("names no folder");
  expect(() => stores("s3")).toThrow("names no S3 store");
});
