/** Why a control unit refuses (ISO 14229-1, annex A.1; the part that OBD-II and reading use). */
const texts: Readonly<Record<number, string>> = {
  0x10: "general reject",
  0x11: "service not supported",
  0x12: "sub-function or PID not supported",
  0x13: "incorrect length or format",
  0x14: "answer too long",
  0x21: "busy, repeat the request",
  0x22: "conditions not correct",
  0x24: "request out of sequence",
  0x31: "request out of range",
  0x33: "security access denied",
  0x78: "answer pending",
  0x7e: "sub-function not supported in this session",
  0x7f: "service not supported in this session",
};

/** @returns such as `12, sub-function or PID not supported`; the number alone when the standard leaves it open. */
export function refusalText(code: number): string {
  const number = code.toString(16).toUpperCase().padStart(2, "0");
  const text = texts[code];
  return text === undefined ? number : `${number}, ${text}`;
}
