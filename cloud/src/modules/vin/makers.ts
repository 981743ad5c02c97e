/** Makers whose codes the compact vPIC table lacks (heavy vehicles, vehicles not made for the United States), or names by the American importer. */

export interface Maker {
  readonly make: string;
  readonly manufacturer: string;
}

/**
 * Codes, then make, then manufacturer where it is called otherwise. Codes of heavy vehicles, vans, buses, trailers and cars that
 * fleets run and that stand on the vehicles themselves; a code that two makes share is left out.
 */
const lines = `
WMA | MAN | MAN Truck & Bus SE
WAG | Neoplan | MAN Truck & Bus SE
WDF W1V | Mercedes-Benz | Mercedes-Benz AG
W1T | Mercedes-Benz | Daimler Truck AG
WEB | Mercedes-Benz | EvoBus GmbH
WKK | Setra | EvoBus GmbH
WJM | Iveco | Iveco Magirus AG
ZCF | Iveco | Iveco S.p.A.
VNE | Iveco | Iveco France SAS
WSM | Schmitz Cargobull | Schmitz Cargobull AG
WKE | Krone | Fahrzeugwerk Bernard Krone GmbH
WK0 | Kögel | Kögel Trailer GmbH
WV3 | Volkswagen | Volkswagen AG
XLR | DAF | DAF Trucks N.V.
XLE | Scania | Scania Nederland B.V.
YS2 | Scania | Scania CV AB
YS4 | Scania | Scania CV AB
9BS | Scania | Scania Latin America Ltda.
VLU | Scania | Scania Production Angers SAS
YV2 | Volvo | Volvo Truck Corporation
YV3 | Volvo | Volvo Bus Corporation
VF6 | Renault Trucks | Renault Trucks SAS
YE2 | Van Hool | Van Hool N.V.
SFD | Alexander Dennis | Alexander Dennis Ltd
TMT | Tatra | Tatra Trucks a.s.
NLE | Mercedes-Benz | Mercedes-Benz Türk A.Ş.
NMB | Mercedes-Benz | Mercedes-Benz Türk A.Ş.
NMA | MAN | MAN Türkiye A.Ş.
NM0 | Ford | Ford Otosan
NMT | Toyota | Toyota Motor Manufacturing Turkey
NLH | Hyundai | Hyundai Assan
9BM | Mercedes-Benz | Mercedes-Benz do Brasil
953 | Volkswagen | Volkswagen Caminhões e Ônibus
VF7 VR7 | Citroën | Automobiles Citroën
VR3 | Peugeot | Automobiles Peugeot
VS6 | Ford | Ford España
VSA | Mercedes-Benz | Mercedes-Benz España
VSK | Nissan | Nissan Motor Ibérica
VSS | SEAT | SEAT S.A.
VWV | Volkswagen | Volkswagen Navarra
TMB | Škoda | Škoda Auto a.s.
TMA | Hyundai | Hyundai Motor Manufacturing Czech
U5Y U6Y | Kia | Kia Slovakia s.r.o.
UU1 | Dacia | Automobile Dacia S.A.
TSM | Suzuki | Magyar Suzuki Zrt.
SB1 | Toyota | Toyota Motor Manufacturing (UK)
SJN | Nissan | Nissan Motor Manufacturing (UK)
XTA | Lada | AvtoVAZ
VF1 | Renault | Renault S.A.S.
W0L W0V | Opel | Opel Automobile GmbH
WDB | Mercedes-Benz | Mercedes-Benz AG
WMW WMZ | Mini | BMW AG
WV1 WV2 | Volkswagen | Volkswagen AG
1HT 3HT | International | Navistar, Inc.
1FV 3AL | Freightliner | Daimler Trucks North America LLC
5KK | Western Star | Daimler Trucks North America LLC
1NK 2NK | Kenworth | Paccar Inc.
2NP | Peterbilt | Paccar Inc.
1M2 | Mack | Mack Trucks, Inc.
1FC 1FD | Ford | Ford Motor Company
1GB | Chevrolet | General Motors LLC
1BA | Blue Bird | Blue Bird Body Company
15G | Gillig | Gillig LLC
1GR | Great Dane | Great Dane LLC
1UY | Utility | Utility Trailer Manufacturing Company
1JJ | Wabash | Wabash National Corporation
JAL | Isuzu | Isuzu Motors Limited
JHH | Hino | Hino Motors, Ltd.
JL6 | Mitsubishi Fuso | Mitsubishi Fuso Truck and Bus Corporation
YS3 | Saab | Saab Automobile AB
`;

const makers: ReadonlyMap<string, Maker> = new Map(
  lines
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [codes = "", make = "", manufacturer = make] = line.split("|").map((part) => part.trim());
      return codes.split(" ").map((code) => [code, { make, manufacturer }] as const);
    }),
);

/** @param wmi three characters. */
export function makerOf(wmi: string): Maker | undefined {
  return makers.get(wmi);
}
