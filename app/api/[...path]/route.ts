import { refuseLostPost } from "@/app/_server/refuse-lost-post";
import { AppError } from "@/lib/contract/error";
import { defineRoute } from "@/lib/http/route";

/** Addresses of the API that do not exist are answered in its own manner, not with a page. */
const notFound = defineRoute({
  authenticate: () => undefined,
  handle: (): Response => {
    throw new AppError("NOT_FOUND", "Nothing at this address");
  },
});

export const POST = defineRoute({
  authenticate: () => undefined,
  handle: ({ request }): Promise<Response> => refuseLostPost(request),
});

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as PUT };
