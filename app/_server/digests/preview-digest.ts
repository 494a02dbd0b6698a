import type { DigestContent } from "@/lib/contract/digest-content";
import type { DigestPreview } from "@/lib/contract/digests";
import { getEnv } from "@/lib/env";
import { digestMail } from "../mail/digest-mail";

/** A digest beside the mail that it is in; what refers to its pictures has them within. */
export function previewDigest(content: DigestContent): DigestPreview {
  const { publicUrl } = getEnv();
  const { subject, text, html, attachments } = digestMail({
    content,
    publicUrl,
    subscriber: null,
    unsubscribe: null,
  });
  const shown = attachments.reduce((page, { cid, contentType, content: bytes }) => {
    const data = `data:${contentType};base64,${Buffer.from(bytes).toString("base64")}`;
    return cid === undefined ? page : page.replaceAll(`cid:${cid}`, data);
  }, html);
  return { content, subject, text, html: shown };
}
