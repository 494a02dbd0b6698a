import { AppError } from "@/lib/contract/error";
import { MOVED } from "@/lib/contract/moved";
import { errorResponse } from "@/lib/http/error-response";
import { withApiHeaders } from "@/lib/http/security-headers";

export const dynamic = "force-dynamic";

/** Sends a caller of an old address to the new one; with 308 it repeats its method and body there. */
function answerMoved(request: Request): Response {
  const { pathname, search } = new URL(request.url);
  const moved = MOVED.find(({ method, from }) => from === pathname && method === request.method.toLowerCase());
  if (!moved) return errorResponse(new AppError("NOT_FOUND", "Nothing at this address"));
  return withApiHeaders(new Response(null, { status: 308, headers: { location: `${moved.to}${search}` } }));
}

export { answerMoved as GET, answerMoved as POST };
