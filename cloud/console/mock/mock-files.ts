import { existsSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
};

/** The cloud's policy, word for word: what it would block must fail here, too. */
const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Serves the built console; every address without a file is the console's own. */
export function answerFile(directory: string | undefined, request: IncomingMessage, response: ServerResponse): void {
  const pathname = decodeURIComponent((request.url ?? "/").split("?", 1)[0] ?? "/");
  const file = directory === undefined ? undefined : fileOf(directory, pathname);
  if (file === undefined) {
    response.writeHead(404).end("no console here: build it, or open the development server's address");
    return;
  }
  response.writeHead(200, {
    "content-type": types[path.extname(file)] ?? "application/octet-stream",
    "content-security-policy": contentPolicy,
    "cache-control": "no-cache",
  });
  response.end(readFileSync(file));
}

function fileOf(directory: string, pathname: string): string | undefined {
  const wanted = path.join(directory, path.normalize(pathname));
  if (path.extname(pathname) !== "" && wanted.startsWith(directory)) return existsSync(wanted) ? wanted : undefined;
  const first = path.join(directory, "index.html");
  return existsSync(first) ? first : undefined;
}
