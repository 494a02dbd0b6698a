import type { RepricePreview, RepriceRequest } from "@/lib/contract/reprice";

/** What the thread of the previews of re-prices is asked; one at a time. */
export type RepriceCalls = {
  preview: (request: RepriceRequest) => Promise<RepricePreview>;
  end: (input: null) => Promise<void>;
};
