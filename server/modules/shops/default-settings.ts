import type { Settings } from './schemas.ts'

/** What holds until a store says otherwise: codes by e-mail and passkeys, open to all, no widget on any other page. Colours have a contrast above 4.5. */
export const DEFAULT_SETTINGS: Settings = {
  languages: ['en', 'zh-CN', 'zh-TW', 'es', 'fr', 'de', 'pt', 'it', 'ja', 'ko', 'ru', 'ar'], origins: [], isOpen: true, isMailingList: false,
  ways: { code: true, password: false, passkey: true, handover: true }, ageGate: { minimum: null, byCountry: {} }, doubleOptIn: { isEverywhere: false, countries: ['AT', 'CH', 'DE'] },
  stepUpPoints: null, textVersion: '1', links: { shop: null, centre: null, terms: null, privacy: null }, orderAgainUrl: null,
  theme: { accent: '#0f5c6e', onAccent: '#ffffff', background: '#ffffff', ink: '#1c2b33', radius: 12, logoUrl: null, font: '' },
  widget: { isOn: true, position: 'end', offsetX: 20, offsetY: 20, texts: {} },
}
