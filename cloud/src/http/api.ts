/** What modules need to add their routes to the application. */
import type { Server } from "node:http";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression } from "fastify";

export type App = FastifyInstance<Server, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxTypeProvider>;

/** A module's routes; paths are relative to the API's prefix. */
export type Routes = (api: App) => void;

export const apiPrefix = "/api/v1";
