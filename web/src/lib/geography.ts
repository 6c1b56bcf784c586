/**
 * Which shape of the world atlas an economy is, and where the ones too small for it lie.
 *
 * Shapes: Natural Earth at 1:110 million, as packed by world-atlas; an empty outline means no judgement on borders.
 */
import { geoArea } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';

export type Shape = Feature<Geometry, { name: string }>;

/** ISO 3166-1: alpha-3 code, then the numeric code that the atlas uses. */
const ISO = `
  AFG004 AGO024 ALB008 ARE784 ARG032 ARM051 ATA010 ATF260 AUS036 AUT040 AZE031 BDI108
  BEL056 BEN204 BFA854 BGD050 BGR100 BHS044 BIH070 BLR112 BLZ084 BOL068 BRA076 BRN096
  BTN064 BWA072 CAF140 CAN124 CHE756 CHL152 CHN156 CIV384 CMR120 COD180 COG178 COL170
  CRI188 CUB192 CYP196 CZE203 DEU276 DJI262 DNK208 DOM214 DZA012 ECU218 EGY818 ERI232
  ESH732 ESP724 EST233 ETH231 FIN246 FJI242 FLK238 FRA250 GAB266 GBR826 GEO268 GHA288
  GIN324 GMB270 GNB624 GNQ226 GRC300 GRL304 GTM320 GUY328 HND340 HRV191 HTI332 HUN348
  IDN360 IND356 IRL372 IRN364 IRQ368 ISL352 ISR376 ITA380 JAM388 JOR400 JPN392 KAZ398
  KEN404 KGZ417 KHM116 KOR410 KWT414 LAO418 LBN422 LBR430 LBY434 LKA144 LSO426 LTU440
  LUX442 LVA428 MAR504 MDA498 MDG450 MEX484 MKD807 MLI466 MMR104 MNE499 MNG496 MOZ508
  MRT478 MWI454 MYS458 NAM516 NCL540 NER562 NGA566 NIC558 NLD528 NOR578 NPL524 NZL554
  OMN512 PAK586 PAN591 PER604 PHL608 PNG598 POL616 PRI630 PRK408 PRT620 PRY600 PSE275
  QAT634 ROU642 RUS643 RWA646 SAU682 SDN729 SEN686 SLB090 SLE694 SLV222 SOM706 SRB688
  SSD728 SUR740 SVK703 SVN705 SWE752 SWZ748 SYR760 TCD148 TGO768 THA764 TJK762 TKM795
  TLS626 TTO780 TUN788 TUR792 TWN158 TZA834 UGA800 UKR804 URY858 USA840 UZB860 VEN862
  VNM704 VUT548 YEM887 ZAF710 ZMB894 ZWE716
`;

/** Longitude and latitude of economies that the atlas leaves out. */
const PLACES: Record<string, [number, number]> = {
  ABW: [-70, 12.5],
  ATG: [-61.8, 17.1],
  BHR: [50.6, 26],
  BRB: [-59.5, 13.2],
  COM: [43.3, -11.7],
  CPV: [-23.6, 15.1],
  DMA: [-61.4, 15.4],
  FSM: [158.2, 6.9],
  GRD: [-61.7, 12.1],
  HKG: [114.2, 22.3],
  KIR: [173, 1.4],
  KNA: [-62.7, 17.3],
  LCA: [-61, 13.9],
  LIE: [9.5, 47.2],
  MAC: [113.5, 22.2],
  MDV: [73.5, 4.2],
  MHL: [171.1, 7.1],
  MLT: [14.4, 35.9],
  MUS: [57.6, -20.3],
  PLW: [134.5, 7.4],
  SGP: [103.8, 1.35],
  SMR: [12.5, 43.9],
  STP: [6.7, 0.3],
  SYC: [55.5, -4.6],
  TON: [-175.2, -21.2],
  TUV: [179.2, -8.5],
  VCT: [-61.2, 13.2],
  WSM: [-172, -13.8],
};

const collection = feature(
  atlas as unknown as Topology,
  (atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>).objects.countries,
) as FeatureCollection<Geometry, { name: string }>;

const byNumber = new Map(collection.features.map((shape) => [String(shape.id), shape]));
const byCode = new Map(
  ISO.trim()
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 3), byNumber.get(entry.slice(3))]),
);

/** Every shape but Antarctica, which no baseline has and which would take a fifth of the page. */
export const SHAPES: Shape[] = collection.features.filter((shape) => shape.id !== '010');

/** The shape of an economy, if the atlas has it. */
export function shapeOf(code: string): Shape | undefined {
  return byCode.get(code);
}

/** Where to draw a dot for an economy that has no shape. */
export function placeOf(code: string): [number, number] | undefined {
  return PLACES[code];
}

/** Whether an economy can be drawn on the map at all. */
export function isOnMap(code: string): boolean {
  return byCode.has(code) || code in PLACES;
}

/** A shape's share of the globe. */
export function areaOf(shape: Shape): number {
  return geoArea(shape) / (4 * Math.PI);
}

/** The part of the world that a map shows. */
export type View = 'world' | 'europe' | 'asia' | 'americas';

/** Corners of each view: west, south, east, north. */
export const VIEWS: Record<View, [number, number, number, number]> = {
  world: [-170, -56, 190, 84],
  europe: [-12, 34, 34, 70],
  asia: [65, -12, 148, 54],
  americas: [-135, -56, -33, 62],
};
