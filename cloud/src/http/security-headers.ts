import type { FastifyHelmetOptions } from "@fastify/helmet";

/**
 * Headers of every answer. The console loads everything from its own host, so the policy names no other than
 * the server of map images that the configuration names: no inline script, no CDN, no frame.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
export function securityHeaders(options: { readonly isSecure: boolean; readonly tilesUrl?: string | undefined }): FastifyHelmetOptions {
  const tiles = options.tilesUrl === undefined ? [] : [new URL(options.tilesUrl).origin];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", ...tiles], // the WebSocket, too: it is the same host
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    strictTransportSecurity: options.isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: "no-referrer" }, // the sign-in link carries its secret in the address
    frameguard: { action: "deny" },
    crossOriginEmbedderPolicy: false,
  };
}
