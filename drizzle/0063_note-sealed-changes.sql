CREATE TABLE "sealed_change" (
	"version" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sealed_change_version_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"token" uuid DEFAULT gen_random_uuid() NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
