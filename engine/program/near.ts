/**
 * The word of the list that someone who typed this most likely meant: at most a third of its letters differ (a pair
 * swapped counts once), or one begins with the other; undefined when none is near.
 */
export function nearest(typed: string, words: Iterable<string>): string | undefined {
  const wanted = plain(typed)
  if (wanted.length === 0) return undefined
  let best: string | undefined
  let bestDistance = Infinity
  for (const word of words) {
    const distance = plain(word) === wanted ? 0 : distanceOf(wanted, plain(word))
    const isNear = distance * 3 <= Math.max(wanted.length, word.length) || isBeginning(wanted, plain(word))
    if (isNear && distance < bestDistance) [best, bestDistance] = [word, distance]
  }
  return best
}

/** Letters and digits only, in lower case: "Round-Up" and "round_up" are one word. */
function plain(word: string): string {
  return word.slice(0, 64).toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function isBeginning(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 3 && long.startsWith(short)
}

/** Damerau–Levenshtein, optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
function distanceOf(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1
      let least = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + cost)
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) least = Math.min(least, before[column - 2]! + 1)
      current.push(least)
    }
    ;[before, above] = [above, current]
  }
  return above[b.length]!
}
