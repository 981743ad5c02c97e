/** The console's built files, and its first page for every address that the console itself routes. */
import { existsSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Vite puts a hash of the content into these names, so a copy never goes stale. */
const immutableFolder = "/assets/";
const immutable = "public, max-age=31536000, immutable";
/** Asked for again each time, so that a new release is seen at once. */
const revalidate = "no-cache";

export interface ConsoleFiles {
  /** Answers with the console's first page. @returns false when this is no address of the console. */
  answer(request: FastifyRequest, reply: FastifyReply): boolean;
}

/**
 * @param directory holds `index.html` and `assets/`.
 * @returns `undefined` when the console was not built; the API works without it.
 */
export async function addConsoleFiles(app: FastifyInstance, directory: string): Promise<ConsoleFiles | undefined> {
  if (!existsSync(path.join(directory, "index.html"))) return undefined;
  await app.register(fastifyStatic, {
    root: path.resolve(directory),
    wildcard: false, // files are known at start; everything else belongs to the console's router
    index: ["index.html"],
    cacheControl: false,
    dotfiles: "ignore",
    setHeaders: (reply, file) => void reply.header("cache-control", isImmutable(directory, file) ? immutable : revalidate),
  });
  return { answer: (request, reply) => answerWithFirstPage(request, reply) };
}

function isImmutable(directory: string, file: string): boolean {
  return `/${path.relative(directory, file).split(path.sep).join("/")}`.startsWith(immutableFolder);
}

function answerWithFirstPage(request: FastifyRequest, reply: FastifyReply): boolean {
  const pathname = request.url.split("?", 1)[0] ?? "";
  const isPage = request.method === "GET" && !pathname.startsWith("/api/") && path.posix.extname(pathname) === "";
  if (!isPage || !(request.headers.accept ?? "*/*").match(/text\/html|\*\/\*/)) return false;
  void reply.sendFile("index.html");
  return true;
}
