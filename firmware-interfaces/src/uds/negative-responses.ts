/**
 * Why a control unit refused, by its negative response code.
 *
 * @see ISO 14229-1:2020, annex A.1
 */

const names: ReadonlyMap<number, string> = new Map([
  [0x10, "general reject"],
  [0x11, "service not supported"],
  [0x12, "sub-function not supported"],
  [0x13, "incorrect message length or invalid format"],
  [0x14, "response too long"],
  [0x21, "busy, repeat the request"],
  [0x22, "conditions not correct"],
  [0x24, "request sequence error"],
  [0x25, "no response from a component behind the unit"],
  [0x26, "a failure prevents the execution"],
  [0x31, "request out of range"],
  [0x33, "security access denied"],
  [0x34, "authentication required"],
  [0x35, "invalid key"],
  [0x36, "number of attempts exceeded"],
  [0x37, "required time delay not expired"],
  [0x38, "secure data transmission required"],
  [0x39, "secure data transmission not allowed"],
  [0x3a, "secure data verification failed"],
  [0x50, "certificate invalid: time period"],
  [0x51, "certificate invalid: signature"],
  [0x52, "certificate invalid: chain of trust"],
  [0x53, "certificate invalid: type"],
  [0x54, "certificate invalid: format"],
  [0x55, "certificate invalid: content"],
  [0x56, "certificate invalid: scope"],
  [0x57, "certificate revoked"],
  [0x58, "ownership verification failed"],
  [0x59, "challenge calculation failed"],
  [0x5a, "access right could not be set"],
  [0x5b, "session key could not be created or derived"],
  [0x5c, "use of configuration data failed"],
  [0x5d, "de-authentication failed"],
  [0x70, "upload or download not accepted"],
  [0x71, "transfer of data suspended"],
  [0x72, "general programming failure"],
  [0x73, "wrong block sequence counter"],
  [0x78, "received, response pending"],
  [0x7e, "sub-function not supported in the active session"],
  [0x7f, "service not supported in the active session"],
  [0x81, "engine speed too high"],
  [0x82, "engine speed too low"],
  [0x83, "engine is running"],
  [0x84, "engine is not running"],
  [0x85, "engine run time too short"],
  [0x86, "temperature too high"],
  [0x87, "temperature too low"],
  [0x88, "vehicle speed too high"],
  [0x89, "vehicle speed too low"],
  [0x8a, "throttle or pedal too high"],
  [0x8b, "throttle or pedal too low"],
  [0x8c, "transmission not in neutral"],
  [0x8d, "transmission not in gear"],
  [0x8f, "brake not applied"],
  [0x90, "selector lever not in park"],
  [0x91, "torque converter clutch locked"],
  [0x92, "voltage too high"],
  [0x93, "voltage too low"],
  [0x94, "resource temporarily not available"],
]);

/** @returns for people; codes that the standard leaves to makers or to the future come with their number. */
export function negativeResponseName(code: number): string {
  const name = names.get(code);
  if (name !== undefined) return name;
  const number = `0x${code.toString(16).toUpperCase().padStart(2, "0")}`;
  // A.1 gives 0xF0 to 0xFE to makers' conditions.
  return code >= 0xf0 && code <= 0xfe ? `conditions of the maker not correct (${number})` : `reserved code ${number}`;
}
