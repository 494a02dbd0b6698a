/** What a mail holds, apart from whom it is from and to. */
export type MailContent = {
  subject: string;
  text: string;
  html: string;
  /** One with a `cid` is a picture that the HTML shows. */
  attachments: { filename: string; contentType: string; content: string | Buffer; cid?: string }[];
  /** What a mail program asks, by POST and by the reader's click, to end what the mail comes of (RFC 8058). */
  unsubscribeUrl?: string;
};
