import { nameIn } from '#engine/text'
import type { Scene } from './guide-words.ts'

/** A level of whichever track, as the merchant named it. */
export function levelName({ program, words }: Scene, id: string): string {
  const level = program.tracks.flatMap(({ levels }) => levels).find((one) => one.id === id)
  return nameIn(level?.name ?? id, words.locale)
}
