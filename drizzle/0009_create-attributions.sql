CREATE TABLE "attribution" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attribution_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"model_id" integer NOT NULL,
	"provider_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"tier_id" integer NOT NULL,
	"app_id" integer NOT NULL,
	"requested_model_id" integer NOT NULL,
	"router_id" integer NOT NULL,
	"service_tier_id" integer NOT NULL,
	"price_id" integer NOT NULL,
	"policy_version" integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "attribution_key_idx" ON "attribution" USING btree ("model_id","app_id","provider_id","region_id","tier_id","requested_model_id","router_id","service_tier_id","price_id","policy_version");