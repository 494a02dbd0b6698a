import { implement } from "@/app/_server/implement";
import { receiveUsageFile } from "@/app/_server/receive-post";
import { importUsageFileOperation } from "@/lib/contract/usage-record";

export const dynamic = "force-dynamic";

/** Stores the usage of a console's export, or says what it would become. */
export const POST = implement(importUsageFileOperation, receiveUsageFile);
