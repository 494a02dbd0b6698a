import { formatInstantUs } from "@/lib/domain/time/instant";
import type { Entry, Format } from "./entry";
import { envoyFailure } from "./envoy-failure";
import { isTextOperation } from "./operations";
import { operationOfPath } from "./operation-of-path";
