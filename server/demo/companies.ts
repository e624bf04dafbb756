import type { Zone } from '#engine/calendar'

/** A shop that buys by the carton: its name, where it is, and how much it takes. */
export type Firm = { name: string; market: string; region: string; city: string; zone: Zone; size: number; sector: string }

/** Name, market of its people, city and its zone, size, sector. All are invented. */
const ROWS: readonly (readonly [string, string, string, Zone, number, string])[] = [
  ['Harbor & Hem', 'us', 'Portland', 'America/New_York', 3, 'boutique'],
  ['Saltbox Living', 'us', 'Chicago', 'America/Chicago', 2, 'homeware'],
  ['Palm Court Hotels', 'us', 'Palm Springs', 'America/Los_Angeles', 5, 'hotel'],
  ['Maple & Tide', 'ca', 'Toronto', 'America/Toronto', 2, 'boutique'],
  ['Casa Marea', 'mx', 'Mérida', 'America/Merida', 2, 'boutique'],
  ['Ateliê Areia', 'br', 'São Paulo', 'America/Sao_Paulo', 2, 'boutique'],
  ['The Linen Press', 'uk', 'Bath', 'Europe/London', 4, 'homeware'],
  ['Cove Swim Club', 'uk', 'Margate', 'Europe/London', 2, 'club'],
  ['Wild Atlantic Store', 'ie', 'Westport', 'Europe/Dublin', 1, 'boutique'],
  ['Leinenhaus Nord', 'de', 'Bremen', 'Europe/Berlin', 4, 'homeware'],
  ['Strandgut Kontor', 'de', 'Kiel', 'Europe/Berlin', 2, 'boutique'],
  ['Maison des Dunes', 'fr', 'Arcachon', 'Europe/Paris', 3, 'hotel'],
  ['Bottega del Lino', 'it', 'Firenze', 'Europe/Rome', 2, 'homeware'],
  ['La Orilla Concept', 'es', 'Santander', 'Europe/Madrid', 2, 'boutique'],
  ['Duin & Draad', 'nl', 'Den Haag', 'Europe/Amsterdam', 2, 'homeware'],
  ['Skärgård Interiör', 'se', 'Göteborg', 'Europe/Stockholm', 3, 'homeware'],
  ['Fjord & Fiber', 'no', 'Ålesund', 'Europe/Oslo', 1, 'boutique'],
  ['Len i Morze', 'pl', 'Sopot', 'Europe/Warsaw', 1, 'boutique'],
  ['دار البحر للضيافة', 'ae', 'Dubai', 'Asia/Dubai', 5, 'hotel'],
  ['بيت الكتان', 'kw', 'Kuwait City', 'Asia/Kuwait', 2, 'homeware'],
  ['株式会社 しおさい', 'jp', 'Yokohama', 'Asia/Tokyo', 4, 'homeware'],
  ['제주바다상점', 'kr', 'Jeju', 'Asia/Seoul', 2, 'boutique'],
  ['Straits Home Studio', 'sg', 'Singapore', 'Asia/Singapore', 3, 'homeware'],
  ['Ubud Linen House', 'id', 'Ubud', 'Asia/Makassar', 2, 'hotel'],
  ['Fremantle Coastal Supply', 'au', 'Fremantle', 'Australia/Perth', 3, 'boutique'],
  ['Kōwhai District Pools', 'nz', 'Nelson', 'Pacific/Auckland', 1, 'public_sector'],
]

/** Whom the demo store sells to by the carton. */
export const FIRMS: readonly Firm[] = ROWS.map(([name, market, city, zone, size, sector]) => ({ name, market, city, region: market === 'uk' ? 'GB' : market.toUpperCase(), zone, size, sector }))

/** On which terms a shop buys that need not pay before its cartons leave: how many days it has, how much it may owe in its currency, and what colleagues should know. */
export type Credit = { netDays: number; limit: string; text: string }

/** By the name of the shop; the others pay first. */
export const CREDIT: Readonly<Record<string, Credit>> = {
  'Palm Court Hotels': { netDays: 60, limit: '20000', text: 'Each hotel orders by itself, invoices go to head office in Palm Springs. Paid on time since the first order.' },
  'The Linen Press': { netDays: 30, limit: '8000', text: 'Wants a purchase order number on every invoice.' },
  'Leinenhaus Nord': { netDays: 30, limit: '9000', text: '旺季（三至五月）可临时提高额度，须先由财务确认。' },
  'دار البحر للضيافة': { netDays: 60, limit: '75000', text: '斋月期间付款较慢，提前一周提醒即可。' },
  '株式会社 しおさい': { netDays: 30, limit: '1500000', text: '每月末结账，次月末汇款；请款书须写明日元金额。' },
}
