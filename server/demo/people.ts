import type { Zone } from '#engine/calendar'

/** A place that the store ships to: its market, zones and provinces, and how people are called there. */
export type Country = {
  market: string
  currency: string
  /** Zone and province; the province decides which law of expiry holds. */
  places: readonly { zone: Zone; region: string; city: string }[]
  given: readonly string[]
  family: readonly string[]
  /** Japanese and Chinese names begin with the family's. */
  isFamilyFirst: boolean
  share: number
}

/** Where the demo store's members live, with their share of all. The names are common ones and nobody's. */
export const COUNTRIES: readonly Country[] = [
  {
    market: 'us', currency: 'USD', isFamilyFirst: false, share: 34,
    places: [
      { zone: 'America/New_York', region: 'US-NY', city: 'Brooklyn' }, { zone: 'America/Chicago', region: 'US-IL', city: 'Chicago' },
      { zone: 'America/Los_Angeles', region: 'US-CA', city: 'San Diego' }, { zone: 'Pacific/Honolulu', region: 'US-HI', city: 'Honolulu' },
    ],
    given: ['Maya', 'Grace', 'Hannah', 'Olivia', 'Zoe', 'Naomi', 'Claire', 'Ruth', 'Daniel', 'Marcus', 'Ethan', 'Leah', 'Simone', 'Caleb', 'Ivy', 'June'],
    family: ['Bennett', 'Alvarez', 'Coleman', 'Park', 'Sullivan', 'Reyes', 'Whitman', 'Okafor', 'Hayes', 'Lindgren', 'Novak', 'Brooks', 'Delgado', 'Tran'],
  },
  {
    market: 'uk', currency: 'GBP', isFamilyFirst: false, share: 17,
    places: [{ zone: 'Europe/London', region: 'GB', city: 'Bristol' }, { zone: 'Europe/London', region: 'GB', city: 'Leeds' }, { zone: 'Europe/London', region: 'GB', city: 'Brighton' }],
    given: ['Amelia', 'Isla', 'Freya', 'Poppy', 'Eleanor', 'Harriet', 'Rosie', 'Imogen', 'George', 'Alfie', 'Priya', 'Niamh', 'Callum', 'Tessa'],
    family: ['Hughes', 'Ashworth', 'Patel', 'Fletcher', 'Marsh', 'Donnelly', 'Barker', 'Ellis', 'Whitaker', 'Khan', 'Osborne', 'Pryce'],
  },
  {
    market: 'de', currency: 'EUR', isFamilyFirst: false, share: 14,
    places: [{ zone: 'Europe/Berlin', region: 'DE', city: 'Hamburg' }, { zone: 'Europe/Berlin', region: 'DE', city: 'Leipzig' }, { zone: 'Europe/Berlin', region: 'DE', city: 'Köln' }],
    given: ['Lena', 'Mia', 'Johanna', 'Katharina', 'Frieda', 'Clara', 'Jonas', 'Lukas', 'Anneke', 'Greta', 'Selin', 'Matthias', 'Hanna'],
    family: ['Schmitt', 'Becker', 'Krause', 'Vogel', 'Hartmann', 'Yılmaz', 'Brandt', 'Lorenz', 'Winkler', 'Seidel', 'Kuhn', 'Albrecht'],
  },
  {
    market: 'jp', currency: 'JPY', isFamilyFirst: true, share: 12,
    places: [{ zone: 'Asia/Tokyo', region: 'JP', city: 'Kamakura' }, { zone: 'Asia/Tokyo', region: 'JP', city: 'Fukuoka' }, { zone: 'Asia/Tokyo', region: 'JP', city: 'Tokyo' }],
    given: ['Yui', 'Haruka', 'Aoi', 'Misaki', 'Emi', 'Sakura', 'Kenji', 'Rina', 'Natsumi', 'Daiki', 'Mei', 'Chihiro'],
    family: ['Sato', 'Tanaka', 'Watanabe', 'Kobayashi', 'Mori', 'Shimizu', 'Hayashi', 'Okada', 'Fujita', 'Nishimura', 'Ueda'],
  },
  {
    market: 'fr', currency: 'EUR', isFamilyFirst: false, share: 9,
    places: [{ zone: 'Europe/Paris', region: 'FR', city: 'Nantes' }, { zone: 'Europe/Paris', region: 'FR', city: 'Lyon' }],
    given: ['Camille', 'Manon', 'Élise', 'Louise', 'Jeanne', 'Inès', 'Théo', 'Mathilde', 'Anaïs', 'Julien'],
    family: ['Moreau', 'Lefèvre', 'Garnier', 'Rousseau', 'Benali', 'Chevalier', 'Marchand', 'Perrin', 'Dupuis'],
  },
  {
    market: 'ca', currency: 'CAD', isFamilyFirst: false, share: 8,
    places: [{ zone: 'America/Toronto', region: 'CA-ON', city: 'Toronto' }, { zone: 'America/Vancouver', region: 'CA-BC', city: 'Victoria' }],
    given: ['Sophie', 'Nora', 'Adele', 'Maude', 'Avery', 'Jasmine', 'Liam', 'Noor', 'Hazel', 'Owen'],
    family: ['Tremblay', 'MacLeod', 'Singh', 'Gagnon', 'Fraser', 'Wong', 'Bouchard', 'Campbell', 'Ahmadi'],
  },
  {
    market: 'au', currency: 'AUD', isFamilyFirst: false, share: 6,
    places: [{ zone: 'Australia/Sydney', region: 'AU', city: 'Newcastle' }, { zone: 'Australia/Perth', region: 'AU', city: 'Fremantle' }],
    given: ['Matilda', 'Ruby', 'Charlotte', 'Kiah', 'Georgia', 'Lachlan', 'Tahlia', 'Bonnie', 'Jack'],
    family: ['Walker', 'Nguyen', 'Kelly', 'O’Brien', 'Papadopoulos', 'Harding', 'Sinclair', 'Mercer'],
  },
]
