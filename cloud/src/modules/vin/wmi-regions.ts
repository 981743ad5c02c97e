/** Where the maker is registered, by the first two characters (ISO 3780). */

export interface Place {
  readonly region: string | undefined;
  readonly country: string | undefined;
}

/** The order in which ISO 3780 counts. */
const order = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890";

const regions: readonly (readonly [characters: string, region: string])[] = [
  ["ABC", "Africa"],
  ["JKLMNPR", "Asia"],
  ["STUVWXYZ", "Europe"],
  ["12345", "North America"],
  ["67", "Oceania"],
  ["89", "South America"],
];

/**
 * First character, then the span of the second. Only what was given out for good; where a span was moved from one country to
 * another, it is left out. SAE, which gives the codes out, publishes no list that may be copied whole: these are the known facts.
 */
const spans = `
AA-H South Africa; BF-G Kenya; CA-B Egypt; CF-G Morocco
JA-0 Japan; KF-H Israel; KL-R South Korea; LA-0 China; MA-E India; MF-K Indonesia; ML-R Thailand; NA-E Iran; NL-R Turkey
PA-C Philippines; PL-R Malaysia; RA-B United Arab Emirates; RF-K Taiwan; RL-N Vietnam; RS-T Saudi Arabia
SA-M United Kingdom; SN-T Germany; SU-Z Poland; S1-2 Latvia
TA-H Switzerland; TJ-P Czechia; TR-V Hungary; TW-2 Portugal
UH-M Denmark; UN-R Ireland; UU-W Romania; U5-7 Slovakia
VA-E Austria; VF-R France; VS-W Spain; VX-2 Serbia; V3-5 Croatia; V6-8 Estonia
WA-0 Germany; XA-C Bulgaria; XF-H Greece; XL-R Netherlands; XS-W Russia; XX-Y Luxembourg; XZ-0 Russia
YA-E Belgium; YF-K Finland; YS-W Sweden; YX-2 Norway; Y3-5 Belarus; Y6-8 Ukraine
ZA-R Italy; ZX-Z Slovenia; Z3-5 Lithuania
1A-0 United States; 2A-0 Canada; 3A-W Mexico; 4A-0 United States; 5A-0 United States
6A-W Australia; 7A-E New Zealand; 7F-0 United States
8A-E Argentina; 8F-G Chile; 9A-E Brazil; 9F-G Colombia; 93-9 Brazil
`
  .trim()
  .split(/[;\n]/)
  .map((line) => /^\s*(.)(.)-(.) (.+)$/.exec(line) ?? [])
  .map(([, first = "", from = "", to = "", country = ""]) => ({ first, from: order.indexOf(from), to: order.indexOf(to), country }));

/**
 * @param wmi at least two characters.
 * @see ISO 3780
 */
export function placeOf(wmi: string): Place {
  const [first = "", second = ""] = wmi;
  const at = order.indexOf(second);
  const country = spans.find((span) => span.first === first && span.from <= at && at <= span.to)?.country;
  // 7F to 70 was taken from Oceania for the United States.
  const region = country === "United States" ? "North America" : regions.find(([characters]) => characters.includes(first))?.[1];
  return { region, country };
}
