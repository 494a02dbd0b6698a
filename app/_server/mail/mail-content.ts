/** What a mail holds, apart from whom it is from and to. */
export type MailContent = {
  subject: string;
  text: string;
  html: string;
  attachments: { filename: string; contentType: string; content: string }[];
};
