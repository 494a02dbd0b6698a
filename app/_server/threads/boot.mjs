// What `node --import tsx` does for a process and leaves out for its threads.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(pathToFileURL(resolve(workerData.source)).href);
