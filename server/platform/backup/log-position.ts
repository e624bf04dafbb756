/** PostgreSQL cuts its log of changes into pieces of 16 MB (initdb's own size), and names each by its timeline and its number. */
const SEGMENT_BYTES = 2 ** 24
/** Pieces in what the log's position has in front of its slash. */
const IN_A_FILE = 2 ** 32 / SEGMENT_BYTES
const SEGMENT = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/

/** One piece of the log: which timeline wrote it, and which it is from the beginning of time. */
export type Segment = { timeline: number; number: number }

/** A timeline that another one grew out of, and where: `at` is a position in the log in bytes. */
export type Fork = { timeline: number; at: number }

/** The position of "0/3000028" in bytes from the beginning of time; PostgreSQL's own limit is far, and Number's 9 PB are too. */
export function positionOf(lsn: string): number {
  const [high = '', low = ''] = lsn.split('/')
  return Number.parseInt(high, 16) * 2 ** 32 + Number.parseInt(low, 16)
}

/** The piece that has this position. */
export function numberAt(position: number): number {
  return Math.floor(position / SEGMENT_BYTES)
}

/** The last piece of what ends before this position. */
export function numberBefore(position: number): number {
  return numberAt(position - 1)
}

export function segmentName({ timeline, number }: Segment): string {
  return [timeline, Math.floor(number / IN_A_FILE), number % IN_A_FILE].map((part) => part.toString(16).toUpperCase().padStart(8, '0')).join('')
}

/** The piece of that name; undefined for any other file. */
export function readSegmentName(name: string): Segment | undefined {
  const [, timeline, high, low] = SEGMENT.exec(name) ?? []
  if (timeline === undefined) return undefined
  return { timeline: Number.parseInt(timeline, 16), number: Number.parseInt(high!, 16) * IN_A_FILE + Number.parseInt(low!, 16) }
}

/** The timelines before this one, the oldest first, from a file such as 00000002.history. */
export function readHistory(text: string): Fork[] {
  return [...text.matchAll(/^\s*(\d+)\s+([0-9A-F]+\/[0-9A-F]+)/gim)].map(([, timeline, lsn]) => ({ timeline: Number(timeline), at: positionOf(lsn!) }))
}

export function historyName(timeline: number): string {
  return `${timeline.toString(16).toUpperCase().padStart(8, '0')}.history`
}
