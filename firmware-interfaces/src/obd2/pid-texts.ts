/** Texts of raw values of PIDs (SAE J1979 / ISO 15031-5, annex B). */
type Texts = Readonly<Record<number, string>>;

/** PID 03; one bit is set at most. */
export const fuelSystemStates: Texts = {
  0: "engine off",
  1: "open loop, not yet warm",
  2: "closed loop",
  4: "open loop, by load or deceleration",
  8: "open loop, by a fault",
  16: "closed loop, with a fault",
};

/** PID 12. */
export const secondaryAirStates: Texts = {
  1: "upstream of the catalyst",
  2: "downstream of the catalyst",
  4: "to atmosphere or off",
  8: "on for diagnosis",
};

/** PID 1C. */
export const emissionStandards: Texts = {
  1: "OBD II (CARB)",
  2: "OBD (EPA)",
  3: "OBD and OBD II",
  4: "OBD I",
  5: "no OBD",
  6: "EOBD",
  7: "EOBD and OBD II",
  8: "EOBD and OBD",
  9: "EOBD, OBD and OBD II",
  10: "JOBD",
  11: "JOBD and OBD II",
  12: "JOBD and EOBD",
  13: "JOBD, EOBD and OBD II",
  17: "EMD",
  18: "EMD+",
  19: "HD OBD-C",
  20: "HD OBD",
  21: "WWH OBD",
  23: "HD EOBD-I",
  24: "HD EOBD-I N",
  25: "HD EOBD-II",
  26: "HD EOBD-II N",
  28: "OBDBr-1",
  29: "OBDBr-2",
  30: "KOBD",
  31: "IOBD I",
  32: "IOBD II",
  33: "HD EOBD-VI",
};

/** PID 51. */
export const fuelTypes: Texts = {
  0: "not available",
  1: "petrol",
  2: "methanol",
  3: "ethanol",
  4: "diesel",
  5: "LPG",
  6: "CNG",
  7: "propane",
  8: "electric",
  9: "bifuel, on petrol",
  10: "bifuel, on methanol",
  11: "bifuel, on ethanol",
  12: "bifuel, on LPG",
  13: "bifuel, on CNG",
  14: "bifuel, on propane",
  15: "bifuel, on electricity",
  16: "bifuel, electric and combustion",
  17: "hybrid petrol",
  18: "hybrid ethanol",
  19: "hybrid diesel",
  20: "hybrid electric",
  21: "hybrid, electric and combustion",
  22: "hybrid regenerative",
  23: "bifuel, on diesel",
};
