import { Type, type Static } from 'typebox'
import { CLOSED, Language } from '#server/platform/schemas'

export const ReadGuide = Type.Object({
  locale: Language,
  market: Type.Optional(Type.String({ minLength: 1, maxLength: 63, description: 'a market of the program; its own when left out' })),
  region: Type.Optional(Type.String({ pattern: '^[A-Z]{2}(-[A-Z0-9]{1,3})?$', description: 'a country or province by ISO 3166, where the law asks for another expiry' })),
}, CLOSED)
export type ReadGuide = Static<typeof ReadGuide>

const Line = Type.Object({
  id: Type.String(), name: Type.String({ description: 'as the merchant named it' }), text: Type.String({ description: 'one plain sentence' }),
  notes: Type.Array(Type.String(), { description: 'what else must be known of it' }),
}, { ...CLOSED, title: 'GuideLine' })

const MaybeText = Type.Union([Type.String(), Type.Null()])

const Unit = Type.Object({
  id: Type.String(), name: Type.String(), kind: Type.Enum(['spendable', 'qualifying', 'store_credit']),
  currency: Type.Union([Type.String(), Type.Null()], { description: 'of store credit: the currency whose minor units its points are' }), worth: MaybeText, use: Type.Array(Type.String()),
  pending: MaybeText, expiry: MaybeText, notes: Type.Array(Type.String()),
}, { ...CLOSED, title: 'GuideUnit' })

const Level = Type.Object({
  id: Type.String(), name: Type.String(), colour: Type.Union([Type.String(), Type.Null()], { description: 'as the merchant chose it, such as "#c9a227"; null: the page chooses one by its place' }), entry: Type.String({ description: 'what brings a member in' }), keep: MaybeText,
  benefits: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), text: MaybeText }, CLOSED)),
}, { ...CLOSED, title: 'GuideLevel' })

export const ProgramGuide = Type.Object({
  name: Type.String(), market: Type.String(), currency: Type.String({ description: 'the base currency, in which spend is counted' }),
  isPaused: Type.Boolean({ description: 'whether nothing is earned or redeemed for now' }), earn: Type.Array(Line), units: Type.Array(Unit), mainUnit: Type.String({ description: 'the unit that is meant where none is named' }),
  tracks: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), levels: Type.Array(Level), notes: Type.Array(Type.String()) }, { ...CLOSED, title: 'GuideTrack' })),
  rewards: Type.Array(Line), services: Type.Array(Line), offers: Type.Array(Line),
  questions: Type.Array(Type.Object({ question: Type.String(), answer: Type.String() }, CLOSED)),
  terms: Type.Array(Type.String()),
}, { ...CLOSED, title: 'ProgramGuide' })
export type ProgramGuide = Static<typeof ProgramGuide>
