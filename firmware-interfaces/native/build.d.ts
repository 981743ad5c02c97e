/** @returns why there is no addon now; `undefined` when it is there and of today's source. */
export function buildSocketcan(): string | undefined;
