import type { Table } from '#server/platform/csv'
import type { DebtPage, FeedItem, PendingPage, RefusalPage } from './schemas.ts'

export type EventRow = FeedItem & { change: FeedItem['changes'][number] | null }
export type PendingRow = { member: PendingPage['members'][number]['member']; lot: PendingPage['members'][number]['lots'][number] }
export type DebtRow = DebtPage['members'][number]
export type RefusedRow = RefusalPage['refusals'][number] & { mistake: RefusalPage['refusals'][number]['errors'][number] | null }

/** An event that moves two units has two lines, and one that moves none has one. */
export const EVENTS: Table<EventRow> = {
  word: 'events',
  columns: [
    ['at', ({ at }) => ({ at })], ['recordedAt', ({ recordedAt }) => ({ at: recordedAt })], ['type', ({ type }) => ({ id: type, of: 'event' })], ['source', ({ source }) => source], ['id', ({ id }) => id],
    ['memberId', ({ member }) => member.memberId], ['externalId', ({ member }) => member.externalId], ['orderId', ({ orderId }) => orderId], ['name', ({ name, type }) => ({ id: name, of: type })],
    ['unit', ({ change }) => ({ id: change?.unit ?? null, of: 'unit' })], ['points', ({ change }) => ({ count: change?.points ?? null, unit: change?.unit ?? null })],
    ['amountMinor', ({ amountMinor, currency }) => ({ minor: amountMinor, currency })], ['currency', ({ currency }) => currency], ['reason', ({ reason }) => reason], ['author', ({ author }) => author], ['isCorrection', ({ isCorrection }) => isCorrection],
  ],
}

export const PENDING: Table<PendingRow> = {
  word: 'pending',
  columns: [
    ['memberId', ({ member }) => member.memberId], ['externalId', ({ member }) => member.externalId], ['unit', ({ lot }) => ({ id: lot.unit, of: 'unit' })], ['points', ({ lot }) => ({ count: lot.points, unit: lot.unit })],
    ['orderId', ({ lot }) => lot.orderId], ['rule', ({ lot }) => ({ id: lot.rule, of: 'rule' })], ['earnedAt', ({ lot }) => ({ at: lot.earnedAt })], ['waits', ({ lot }) => ({ id: lot.waits, of: 'waits' })],
    ['activatesAt', ({ lot }) => ({ at: lot.activatesAt })], ['cancelsAt', ({ lot }) => ({ at: lot.cancelsAt })], ['lotId', ({ lot }) => lot.lotId],
  ],
}

export const DEBTS: Table<DebtRow> = {
  word: 'debts',
  columns: [['memberId', ({ member }) => member.memberId], ['externalId', ({ member }) => member.externalId], ['debt', ({ debt, unit }) => ({ count: debt, unit })], ['lastAt', ({ lastAt }) => ({ at: lastAt })]],
}

/** A line for each mistake of a refused event, or one where the event was in order and only did not fit. */
export const REFUSED: Table<RefusedRow> = {
  word: 'refused',
  columns: [
    ['at', ({ at }) => ({ at })], ['times', ({ times }) => times], ['type', ({ type }) => ({ id: type, of: 'event' })], ['source', ({ source }) => source], ['id', ({ id }) => id], ['memberId', ({ member }) => member?.memberId ?? null],
    ['named', ({ named }) => named], ['sentBy', ({ by }) => by.name ?? by.id], ['code', ({ code }) => code], ['detail', ({ detail }) => detail],
    ['path', ({ mistake }) => mistake?.path ?? null], ['found', ({ mistake }) => mistake?.found ?? null], ['wanted', ({ mistake }) => mistake?.wanted ?? null],
  ],
}
